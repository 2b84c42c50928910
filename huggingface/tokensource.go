package huggingface

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// maxTokenFile bounds what is read of a token file, in bytes: a token has
// about forty, so more is some other file.
const maxTokenFile = 64 << 10

// TokenSource finds the token anew each time it is asked, so that a rotated
// token needs no restart. Errors are of type [*TokenError].
type TokenSource interface {
	Token() (Token, error)
}

// TokenSourceFunc is a function that is a [TokenSource].
type TokenSourceFunc func() (Token, error)

// Token calls f.
func (f TokenSourceFunc) Token() (Token, error) { return f() }

// NoToken is the source of anonymous requests.
func NoToken() TokenSource {
	return TokenSourceFunc(func() (Token, error) { return Token{}, nil })
}

// StaticToken is the source of one token that never changes.
func StaticToken(text, source string) TokenSource {
	return TokenSourceFunc(func() (Token, error) { return NewToken(text, source) })
}

// TokenFile is the source of the token that stands alone in a file. A file
// that is missing, unreadable or empty is an error.
func TokenFile(path string) TokenSource {
	return TokenSourceFunc(func() (Token, error) { return readToken(path) })
}

// DefaultTokens looks where the Hub's own Python client does: the variable
// HF_TOKEN, then the file that HF_TOKEN_PATH names, then $HF_HOME/token, then
// ~/.cache/huggingface/token. Getenv is os.Getenv outside of tests. No token
// at all is not an error; a file that exists and cannot be used is.
func DefaultTokens(getenv func(string) string) TokenSource {
	return TokenSourceFunc(func() (Token, error) {
		if text := getenv("HF_TOKEN"); text != "" {
			return NewToken(text, "the environment variable HF_TOKEN")
		}
		for _, path := range tokenPaths(getenv) {
			token, err := readToken(path)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			return token, err
		}
		return Token{}, nil
	})
}

func tokenPaths(getenv func(string) string) []string {
	var paths []string
	if path := getenv("HF_TOKEN_PATH"); path != "" {
		paths = append(paths, path)
	}
	if home := getenv("HF_HOME"); home != "" {
		paths = append(paths, filepath.Join(home, "token"))
	}
	if home := getenv("HOME"); home != "" {
		paths = append(paths, filepath.Join(home, ".cache", "huggingface", "token"))
	}
	return paths
}

func readToken(path string) (Token, error) {
	source := "the file " + path
	info, err := os.Stat(path)
	if err != nil {
		return Token{}, &TokenError{Source: source, Err: err}
	}
	// Opening a pipe would wait for its writer, for ever maybe.
	if !info.Mode().IsRegular() && !info.IsDir() {
		return Token{}, &TokenError{Source: source, Err: errors.New("it is no regular file, and so cannot be read again and again")}
	}
	f, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		return Token{}, &TokenError{Source: source, Err: err}
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxTokenFile+1))
	if err != nil {
		return Token{}, &TokenError{Source: source, Err: err}
	}
	if len(text) > maxTokenFile {
		return Token{}, &TokenError{Source: source, Err: fmt.Errorf("it has more than %d bytes, so it is no token file", maxTokenFile)}
	}
	return NewToken(string(bytes.TrimSpace(text)), source)
}
