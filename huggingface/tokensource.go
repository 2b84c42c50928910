package huggingface

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// maxTokenFile bounds what is read of a token file, in bytes: a token has
// about forty, so more is some other file.
const maxTokenFile = 64 << 10

// TokenSource finds the token each time it is asked, so that a rotated token
// needs no restart. Errors are of type [*TokenError].
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

func readToken(path string) (Token, error) {
	source := "the file " + path
	info, err := os.Stat(path)
	if err != nil {
		return Token{}, &TokenError{Source: source, Err: err}
	}
	// Opening a pipe would wait for its writer.
	if !info.Mode().IsRegular() && !info.IsDir() {
		return Token{}, &TokenError{Source: source, Err: errors.New("it is not a regular file")}
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
		return Token{}, &TokenError{Source: source, Err: fmt.Errorf("it has more than %d bytes, so it is not a token file", maxTokenFile)}
	}
	return NewToken(string(bytes.TrimSpace(text)), source)
}
