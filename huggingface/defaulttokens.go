package huggingface

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// DefaultTokens looks where the Hub's own Python client does: the variables
// HF_TOKEN and HUGGING_FACE_HUB_TOKEN, else one file, which is that of
// HF_TOKEN_PATH, else $HF_HOME/token, else $XDG_CACHE_HOME/huggingface/token,
// else ~/.cache/huggingface/token. Getenv is os.Getenv outside of tests.
//
// No token at all is not an error; a file that exists and cannot be used is,
// and so is a missing one that HF_TOKEN_PATH names. The source remembers the
// place of the first token: after that it never returns one from another place,
// or none.
func DefaultTokens(getenv func(string) string) TokenSource {
	return &defaultTokens{getenv: getenv}
}

type defaultTokens struct {
	getenv func(string) string
	files  TokenFiles

	mu   sync.Mutex // not held while a file is read
	used tokenPlace // the zero tokenPlace while there was no token; guarded by mu
}

// Token implements [TokenSource].
func (d *defaultTokens) Token(ctx context.Context) (Token, error) {
	place := d.place()
	token, err := d.read(ctx, place)
	d.mu.Lock()
	defer d.mu.Unlock()
	if place.optional && d.used == (tokenPlace{}) && errors.Is(err, fs.ErrNotExist) {
		return Token{}, nil
	}
	if err == nil {
		d.used = place
	}
	return token, err
}

// place returns where the token is, or where it is to be.
func (d *defaultTokens) place() tokenPlace {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.used != (tokenPlace{}) {
		return d.used
	}
	return findToken(d.getenv)
}

func (d *defaultTokens) read(ctx context.Context, p tokenPlace) (Token, error) {
	if p.variable != "" {
		return NewToken(d.getenv(p.variable), "the environment variable "+p.variable)
	}
	return d.files.read(ctx, p.path)
}

// tokenPlace is a variable or a file that may hold the token.
type tokenPlace struct {
	variable, path string
	// optional says that the file need not exist: nobody named it.
	optional bool
}

// findToken returns where the token is to be.
func findToken(getenv func(string) string) tokenPlace {
	for _, name := range []string{"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"} {
		if strings.TrimSpace(getenv(name)) != "" {
			return tokenPlace{variable: name}
		}
	}
	if path := getenv("HF_TOKEN_PATH"); path != "" {
		return tokenPlace{path: expandPath(path, getenv)}
	}
	home := getenv("HF_HOME")
	if home == "" {
		cache := getenv("XDG_CACHE_HOME")
		if cache == "" {
			cache = filepath.Join("~", ".cache")
		}
		home = filepath.Join(cache, "huggingface")
	}
	return tokenPlace{path: expandPath(filepath.Join(home, "token"), getenv), optional: true}
}

// expandPath replaces a leading ~ by the user's home directory, and $NAME and
// ${NAME} by the variable. What is not set stays as it is.
func expandPath(path string, getenv func(string) string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		variable := "HOME"
		if runtime.GOOS == "windows" {
			variable = "USERPROFILE"
		}
		if home := getenv(variable); home != "" {
			path = home + rest
		}
	}
	return os.Expand(path, func(name string) string {
		if value := getenv(name); value != "" {
			return value
		}
		return "${" + name + "}"
	})
}
