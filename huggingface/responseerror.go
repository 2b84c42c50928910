package huggingface

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/go-json-experiment/json/jsontext"
)

// ResponseError is an answer that cannot be used: bad JSON, a bad next link, a
// redirect or a link that leads elsewhere, a loop, an empty list, or too large
// a body.
type ResponseError struct {
	// Page is the page of the members list, from 1; 0 for other answers.
	Page      int
	RequestID string
	// Foreign says that the answer is not JSON and has nothing that the Hub's
	// answers have. Server is the answer's header of that name then.
	Foreign bool
	Server  string
	Err     error

	// brokenOff says that the end is missing, and that the connection's end
	// may be the reason.
	brokenOff bool
}

// Error gives the page and the reason.
func (e *ResponseError) Error() string {
	answer := "the Hub's answer"
	if e.Foreign {
		answer = "the answer of " + serverName(e.Server) + ", which is not the Hub,"
	}
	if e.Page == 0 {
		return fmt.Sprintf("%s cannot be used: %v", answer, e.Err)
	}
	return fmt.Sprintf("page %d of %s cannot be used: %v", e.Page, answer, e.Err)
}

// Unwrap returns the reason.
func (e *ResponseError) Unwrap() error { return e.Err }

// unusable makes a ResponseError of an error in reading an answer, unless the
// connection broke.
func unusable(resp *http.Response, err error) error {
	if d, ok := resp.Body.(*decodedBody); ok && d.body.err != nil {
		return d.body.err
	}
	if e, ok := errors.AsType[*ResponseError](err); ok {
		err = e.Err
	}
	e := &ResponseError{RequestID: requestID(resp), Err: err}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		e.brokenOff = endsWithConnection(resp)
	} else if _, ok := errors.AsType[*jsontext.SyntacticError](err); ok && !fromHub(resp.Header) {
		e.Foreign, e.Server = true, resp.Header.Get("Server")
	}
	return e
}

// endsWithConnection reports whether only the end of the connection tells the
// end of the body, as in HTTP/1.0: then nothing else tells a body that broke
// off from a whole one.
func endsWithConnection(resp *http.Response) bool {
	return resp.ProtoMajor == 1 && resp.ContentLength < 0 && len(resp.TransferEncoding) == 0
}
