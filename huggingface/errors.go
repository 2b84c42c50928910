package huggingface

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
)

// Codes of failures in which the Hub gave no HTTP status of failure. See
// [ErrorCode].
const (
	CodeTimeout    = "timeout"    // no answer, or not the whole of it, in time
	CodeConnection = "connection" // the exchange broke off, or never began
	CodeResponse   = "response"   // an answer that cannot be used
	CodeToken      = "token"      // the token could not be read, so nothing was asked
)

var errEmptyToken = errors.New("there is no token in it")

// APIError is an answer of the Hub that is no success.
type APIError struct {
	StatusCode int
	// Message is the Hub's own, at most 4 KiB; the status text where the
	// answer had none.
	Message string
	// Code is the Hub's X-Error-Code, RequestID its X-Request-Id; "" where
	// the answer had none.
	Code      string
	RequestID string
	// Anonymous says that the request had no token.
	Anonymous bool
	// TokenRotated says that the token's source holds another token by now,
	// so that it is worthwhile to try again at once.
	TokenRotated bool
}

// Error gives the status and the Hub's message.
func (e *APIError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "the Hub answered %d: %s", e.StatusCode, e.Message)
	if e.Code != "" {
		fmt.Fprintf(&b, " (%s)", e.Code)
	}
	return b.String()
}

// ResponseError is an answer that cannot be used: bad JSON, a bad next link, a
// redirect or a link that leads elsewhere, a loop, or too large a body.
type ResponseError struct {
	// Page is the page of the members list, from 1; 0 for other answers.
	Page      int
	RequestID string
	Err       error
}

// Error gives the page and the reason.
func (e *ResponseError) Error() string {
	if e.Page == 0 {
		return "the Hub's answer cannot be used: " + e.Err.Error()
	}
	return fmt.Sprintf("page %d of the Hub's answer cannot be used: %v", e.Page, e.Err)
}

// Unwrap returns the reason.
func (e *ResponseError) Unwrap() error { return e.Err }

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

// ErrorCode returns the short name of a failure, fit for a label: the HTTP
// status in decimal, or one of the Code constants. It is "" for nil.
func ErrorCode(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*APIError](err); ok {
		return strconv.Itoa(e.StatusCode)
	}
	if _, ok := errors.AsType[*TokenError](err); ok {
		return CodeToken
	}
	if e, ok := errors.AsType[net.Error](err); errors.Is(err, context.DeadlineExceeded) || ok && e.Timeout() {
		return CodeTimeout
	}
	if _, ok := errors.AsType[*ResponseError](err); ok {
		return CodeResponse
	}
	return CodeConnection
}

// RequestID returns the Hub's identifier of the request that failed, or "".
func RequestID(err error) string {
	if e, ok := errors.AsType[*APIError](err); ok {
		return e.RequestID
	}
	if e, ok := errors.AsType[*ResponseError](err); ok {
		return e.RequestID
	}
	return ""
}
