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
	first, err := source.Token()
	if err != nil || first.Source() != "the file "+path {
		t.Fatalf("%v from %s", err, first.Source())
	}
	write(t, path, "hf_second")
	second, err := source.Token()
	if err != nil || second.ID() == first.ID() {
		t.Errorf("the file is not read anew: %v", err)
	}
	for name, bad := range map[string]string{
		"missing": filepath.Join(dir, "none"), "a directory": dir, "empty": write(t, filepath.Join(dir, "empty"), "\n"),
		"too large": write(t, filepath.Join(dir, "large"), strings.Repeat("a", 70_000)),
	} {
		if _, err := huggingface.TokenFile(bad).Token(); huggingface.ErrorCode(err) != huggingface.CodeToken || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The order is that of the Hub's own client.
func TestDefaultTokens(t *testing.T) {
	dir := t.TempDir()
	env := map[string]string{
		"HF_TOKEN":      " hf_variable ",
		"HF_TOKEN_PATH": write(t, filepath.Join(dir, "path"), "hf_path"),
		"HF_HOME":       filepath.Dir(write(t, filepath.Join(dir, "hf", "token"), "hf_hfhome")),
		"HOME":          dir,
	}
	write(t, filepath.Join(dir, ".cache", "huggingface", "token"), "hf_home")
	source := huggingface.DefaultTokens(func(name string) string { return env[name] })
	for _, step := range []struct{ want, remove string }{
		{"hf_variable", "HF_TOKEN"}, {"hf_path", "HF_TOKEN_PATH"}, {"hf_hfhome", "HF_HOME"}, {"hf_home", "HOME"}, {"", ""},
	} {
		want := huggingface.Token{}
		if step.want != "" {
			var err error
			if want, err = huggingface.NewToken(step.want, ""); err != nil {
				t.Fatal(err)
			}
		}
		if token, err := source.Token(); err != nil || token.ID() != want.ID() {
			t.Errorf("expected %q, got that of %q (%v)", step.want, token.Source(), err)
		}
		delete(env, step.remove)
	}
}

// A file that is not there is passed over, one that cannot be used is not:
// else the exporter would go on as nobody.
func TestDefaultTokensDoNotPassOverABadFile(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, ".cache", "huggingface", "token"), "hf_home")
	env := map[string]string{"HF_TOKEN_PATH": filepath.Join(dir, "none"), "HF_HOME": dir, "HOME": dir}
	source := huggingface.DefaultTokens(func(name string) string { return env[name] })
	if _, err := source.Token(); err != nil {
		t.Error(err)
	}
	write(t, filepath.Join(dir, "token"), "")
	if _, err := source.Token(); err == nil {
		t.Error("an empty file was passed over")
	}
}
