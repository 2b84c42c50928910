package huggingface

import "fmt"

// TokenError says which source has no usable token, and why.
type TokenError struct {
	Source string
	Err    error
}

// Error names the source, never the token.
func (e *TokenError) Error() string {
	return fmt.Sprintf("no usable token in %s: %v", e.Source, e.Err)
}

// Unwrap returns the reason.
func (e *TokenError) Unwrap() error { return e.Err }
