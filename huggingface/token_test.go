package huggingface_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
)

func TestATokenNeverShowsItself(t *testing.T) {
	token, err := huggingface.NewToken("  "+secret+"\n", "the test")
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "token", token)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "token", token)
	encoded, err := json.Marshal(map[string]any{"token": token})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		token.String(), fmt.Sprint(token), fmt.Sprintf("%v %+v %#v %s %q %x", token, token, token, token, token, token),
		fmt.Sprintf("%v %+v", &token, struct{ T huggingface.Token }{token}), string(encoded), log.String(),
	} {
		if strings.Contains(text, secret) || strings.Contains(text, fmt.Sprintf("%x", secret)) {
			t.Error(text)
		}
	}
}

func TestTokenIDsTellTokensApart(t *testing.T) {
	id := func(text string) huggingface.TokenID {
		token, err := huggingface.NewToken(text, "the test")
		if err != nil {
			t.Fatal(err)
		}
		return token.ID()
	}
	if id("hf_a") != id(" hf_a\n") || id("hf_a") == id("hf_b") || (huggingface.Token{}).ID() != (huggingface.TokenID{}) {
		t.Error("the IDs are wrong")
	}
}

// A token that no header can carry is refused by its source's name.
func TestUnusableTokensAreRefusedByTheirSource(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "blank": " \n\t", "two lines": "hf_one\nhf_two", "NUL": "hf_\x00zero", "non-ASCII": "hf_caf\u00e9", "space": "Bearer hf_one", "DEL": "hf_\x7f",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := huggingface.NewToken(text, "the file /run/secrets/acme")
			e, ok := errors.AsType[*huggingface.TokenError](err)
			if !ok || huggingface.ErrorCode(err) != huggingface.CodeToken {
				t.Fatalf("%T %v", err, err)
			}
			if !strings.Contains(e.Error(), "/run/secrets/acme") || strings.Contains(e.Error(), "hf_") {
				t.Error(e)
			}
		})
	}
}

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTokenFile(t *testing.T) {
	dir := t.TempDir()
	path := write(t, filepath.Join(dir, "token"), "\n "+secret+" \r\n")
	source := huggingface.TokenFile(path)
	first, err := source.Token(t.Context())
	if err != nil || first.Source() != "the file "+path {
		t.Fatalf("%v from %s", err, first.Source())
	}
	write(t, path, "hf_second")
	second, err := source.Token(t.Context())
	if err != nil || second.ID() == first.ID() {
		t.Errorf("the file is not read again: %v", err)
	}
	for name, bad := range map[string]string{
		"missing": filepath.Join(dir, "none"), "a directory": dir, "empty": write(t, filepath.Join(dir, "empty"), "\n"),
		"too large": write(t, filepath.Join(dir, "large"), strings.Repeat("a", 70_000)),
	} {
		if _, err := huggingface.TokenFile(bad).Token(t.Context()); huggingface.ErrorCode(err) != huggingface.CodeToken || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// environment is a getenv.
type environment map[string]string

func (e environment) get(name string) string { return e[name] }

// wantToken checks that a source has a token, "" for none.
func wantToken(t *testing.T, source huggingface.TokenSource, want string) {
	t.Helper()
	var id huggingface.TokenID
	if want != "" {
		token, err := huggingface.NewToken(want, "")
		if err != nil {
			t.Fatal(err)
		}
		id = token.ID()
	}
	if token, err := source.Token(t.Context()); err != nil || token.ID() != id {
		t.Errorf("expected %q, got that of %q (%v)", want, token.Source(), err)
	}
}

// wantTokenError checks that a source has an error that names a place.
func wantTokenError(t *testing.T, source huggingface.TokenSource, place string) {
	t.Helper()
	token, err := source.Token(t.Context())
	if _, ok := errors.AsType[*huggingface.TokenError](err); !ok || !strings.Contains(err.Error(), place) {
		t.Errorf("expected an error about %s, got the token of %q and %v", place, token.Source(), err)
	}
}

// The places and their order are those of the Hub's own client.
func TestDefaultTokens(t *testing.T) {
	dir := t.TempDir()
	env := environment{
		"HF_TOKEN":               " hf_variable ",
		"HUGGING_FACE_HUB_TOKEN": "hf_older",
		"HF_TOKEN_PATH":          write(t, filepath.Join(dir, "path"), "hf_path"),
		"HF_HOME":                filepath.Dir(write(t, filepath.Join(dir, "hf", "token"), "hf_hfhome")),
		"XDG_CACHE_HOME":         filepath.Join(dir, "xdg"),
		"HOME":                   dir,
		"USERPROFILE":            dir,
	}
	write(t, filepath.Join(dir, "xdg", "huggingface", "token"), "hf_xdg")
	write(t, filepath.Join(dir, ".cache", "huggingface", "token"), "hf_home")
	for _, step := range []struct{ want, remove string }{
		{"hf_variable", "HF_TOKEN"}, {"hf_older", "HUGGING_FACE_HUB_TOKEN"}, {"hf_path", "HF_TOKEN_PATH"},
		{"hf_hfhome", "HF_HOME"}, {"hf_xdg", "XDG_CACHE_HOME"}, {"hf_home", "HOME"},
	} {
		wantToken(t, huggingface.DefaultTokens(env.get), step.want)
		delete(env, step.remove)
	}
	delete(env, "USERPROFILE")
	wantToken(t, huggingface.DefaultTokens(env.get), "")
}

func TestPathsOfTokensAreExpanded(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "secrets", "token"), "hf_expanded")
	for _, env := range []environment{
		{"HF_TOKEN_PATH": "~/secrets/token"},
		{"HF_TOKEN_PATH": "$HOME/secrets/token", "HOME": dir},
		{"HF_TOKEN_PATH": "${DIR}/secrets/token", "DIR": dir},
		{"HF_HOME": "~/secrets"},
		{"HF_HOME": "$DIR", "DIR": filepath.Join(dir, "secrets")},
	} {
		if env["HOME"] == "" {
			env["HOME"], env["USERPROFILE"] = dir, dir
		}
		wantToken(t, huggingface.DefaultTokens(env.get), "hf_expanded")
	}
}

// A path that the user named is the only one: nothing else is tried in its
// place. One that nobody named need not exist, but what exists must be usable.
func TestNoOtherTokenIsTriedInPlaceOfAMissingOne(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, ".cache", "huggingface", "token"), "hf_home")
	none := filepath.Join(dir, "none")
	wantTokenError(t, huggingface.DefaultTokens(environment{"HF_TOKEN_PATH": none, "HOME": dir, "USERPROFILE": dir}.get), none)
	wantToken(t, huggingface.DefaultTokens(environment{"HF_HOME": none, "HOME": dir, "USERPROFILE": dir}.get), "")
	write(t, filepath.Join(none, "token"), "")
	wantTokenError(t, huggingface.DefaultTokens(environment{"HF_HOME": none, "HOME": dir, "USERPROFILE": dir}.get), none)
}

// A source that has given a token never gives that of another place, or none.
func TestATokenIsNotExchangedInSilence(t *testing.T) {
	for name, place := range map[string]func(dir string) (env environment, path string){
		"the user's cache": func(dir string) (environment, string) {
			return environment{"HOME": dir, "USERPROFILE": dir}, filepath.Join(dir, ".cache", "huggingface", "token")
		},
		"HF_HOME": func(dir string) (environment, string) {
			return environment{"HF_HOME": filepath.Join(dir, "hf")}, filepath.Join(dir, "hf", "token")
		},
		"HF_TOKEN_PATH": func(dir string) (environment, string) {
			return environment{"HF_TOKEN_PATH": filepath.Join(dir, "t")}, filepath.Join(dir, "t")
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			env, path := place(dir)
			write(t, path, "hf_first")
			source := huggingface.DefaultTokens(env.get)
			wantToken(t, source, "hf_first")

			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			env["HOME"], env["USERPROFILE"] = filepath.Join(dir, "other"), filepath.Join(dir, "other")
			write(t, filepath.Join(dir, "other", ".cache", "huggingface", "token"), "hf_other")
			wantTokenError(t, source, path)
			env["HF_TOKEN"] = "hf_variable"
			wantTokenError(t, source, path)
			write(t, path, "hf_rotated")
			wantToken(t, source, "hf_rotated")
		})
	}
}

// Without a token at first, one that appears is used.
func TestATokenMayAppearLater(t *testing.T) {
	dir := t.TempDir()
	source := huggingface.DefaultTokens(environment{"HF_HOME": dir}.get)
	wantToken(t, source, "")
	write(t, filepath.Join(dir, "token"), "hf_late")
	wantToken(t, source, "hf_late")
}

// What stands around the token in a file is not sent as a part of it.
func TestOnlyTheTokenOnOneLine(t *testing.T) {
	for _, text := range []string{"HF_TOKEN=hf_x", "token: hf_x", `"hf_x"`, "'hf_x'", "hf_x\nhf_y", "hf_x hf_y", "export HF_TOKEN=hf_x", "{\"token\":\"hf_x\"}"} {
		path := write(t, filepath.Join(t.TempDir(), "token"), text)
		_, err := huggingface.TokenFile(path).Token(t.Context())
		if huggingface.ErrorCode(err) != huggingface.CodeToken || !strings.Contains(err.Error(), "must contain only the token, on one line") || strings.Contains(err.Error(), "hf_x") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
