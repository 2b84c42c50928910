package huggingface

import "context"

// TokenSource finds the token each time it is asked, so that a rotated token
// needs no restart. It does not outlast the context. Errors are of type
// [*TokenError], or the context's.
type TokenSource interface {
	Token(ctx context.Context) (Token, error)
}

// TokenSourceFunc is a function that is a [TokenSource].
type TokenSourceFunc func(ctx context.Context) (Token, error)

// Token calls f.
func (f TokenSourceFunc) Token(ctx context.Context) (Token, error) { return f(ctx) }

// NoToken is the source of anonymous requests.
func NoToken() TokenSource {
	return TokenSourceFunc(func(context.Context) (Token, error) { return Token{}, nil })
}

// StaticToken is the source of one token that never changes.
func StaticToken(text, source string) TokenSource {
	return TokenSourceFunc(func(context.Context) (Token, error) { return NewToken(text, source) })
}
