package huggingface

import (
	"context"
	"errors"
	"net"
	"strconv"
)

// Codes of failures in which the Hub gave no HTTP status of failure. See
// [ErrorCode].
const (
	CodeTimeout    = "timeout"    // no answer, or not the whole of it, in time
	CodeConnection = "connection" // the exchange broke off, or never began
	CodeResponse   = "response"   // an answer that cannot be used
	CodeToken      = "token"      // the token could not be read, so nothing was asked
)

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
