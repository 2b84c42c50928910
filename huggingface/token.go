package huggingface

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
)

// Token is a user access token of the Hub. It prints as "[redacted]"; only
// this package can read the secret. The zero Token stands for none: requests
// are anonymous then.
type Token struct {
	secret string
	source string
}

// TokenID tells tokens apart without giving them away. The zero TokenID is
// that of no token.
type TokenID [sha256.Size]byte

// NewToken returns the token in text, without the white space around it.
// Source names where it comes from, for errors and reports, such as
// "HF_TOKEN" or a file's path. The error is a [TokenError].
func NewToken(text, source string) (Token, error) {
	secret := strings.TrimSpace(text)
	if secret == "" {
		return Token{}, &TokenError{Source: source, Err: errors.New("there is no token in it")}
	}
	if i := strings.IndexFunc(secret, isNotOfToken); i >= 0 {
		err := errors.New("it must contain only the token, on one line")
		if c := secret[i]; c >= 0x7f || c < ' ' && !strings.ContainsRune("\t\r\n", rune(c)) {
			err = fmt.Errorf("byte %d of it cannot be sent in a header (a token is one word of ASCII)", i+1)
		}
		return Token{}, &TokenError{Source: source, Err: err}
	}
	return Token{secret: secret, source: source}, nil
}

// isNotOfToken tells what no token has: a token is in the form of RFC 6750, of
// ASCII letters, digits and a few others. So a variable assignment, YAML, quotes
// and a second line are not taken for a part of it.
func isNotOfToken(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return false
	}
	return !strings.ContainsRune("-._~+/", r)
}

// IsZero reports whether there is no token.
func (t Token) IsZero() bool { return t.secret == "" }

// Source names where the token comes from.
func (t Token) Source() string { return t.source }

// ID returns what tells this token from others.
func (t Token) ID() TokenID {
	if t.IsZero() {
		return TokenID{}
	}
	return sha256.Sum256([]byte(t.secret))
}

// String hides the secret.
func (t Token) String() string {
	if t.IsZero() {
		return "[none]"
	}
	return "[redacted]"
}

// GoString hides the secret from %#v.
func (t Token) GoString() string { return t.String() }

// MarshalText hides the secret from encoders.
func (t Token) MarshalText() ([]byte, error) { return []byte(t.String()), nil }
