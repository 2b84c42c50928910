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
	for i := range len(secret) {
		// A header carries visible ASCII; a token has no reason for more.
		if c := secret[i]; c <= ' ' || c >= 0x7f {
			return Token{}, &TokenError{Source: source, Err: fmt.Errorf("byte %d of it cannot be sent in a header (a token is one word of ASCII)", i+1)}
		}
	}
	return Token{secret: secret, source: source}, nil
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
