package rig

import (
	"context"
	"sync/atomic"

	"huggingface_exporter/huggingface"
)

// Tokens is a source whose token can be replaced, as in a file.
type Tokens struct {
	source atomic.Pointer[huggingface.TokenSource]
}

// Set makes the token that of another source.
func (t *Tokens) Set(source huggingface.TokenSource) { t.source.Store(&source) }

// Replace makes the token this one.
func (t *Tokens) Replace(secret string) { t.Set(huggingface.StaticToken(secret, "the test")) }

// Token implements [huggingface.TokenSource].
func (t *Tokens) Token(ctx context.Context) (huggingface.Token, error) {
	return (*t.source.Load()).Token(ctx)
}
