package huggingface

import (
	"net/http"
	"strings"
)

// maxWord bounds what should be a word of the Hub, such as a request id, in
// bytes.
const maxWord = 200

// excerpt makes a text of the Hub fit for logs and labels: without the token,
// should the Hub repeat it, in UTF-8, and not longer than bound bytes.
func (s *session) excerpt(text string, bound int) string {
	text = strings.ToValidUTF8(s.redact(text), "\uFFFD")
	if len(text) <= bound {
		return text
	}
	return strings.ToValidUTF8(text[:bound], "")
}

func (s *session) redact(text string) string {
	if s.token.IsZero() {
		return text
	}
	return strings.ReplaceAll(text, s.token.secret, s.token.String())
}

// redacted hides the token in an error. The texts of libraries quote what they
// stumbled over, and a broken proxy may send a request back.
func (s *session) redacted(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	if clean := s.redact(text); clean != text {
		return &redactedError{err: err, text: clean}
	}
	return err
}

type redactedError struct {
	err  error
	text string
}

func (e *redactedError) Error() string { return e.text }
func (e *redactedError) Unwrap() error { return e.err }

const requestIDHeader = "X-Request-Id"

// requestID returns the Hub's identifier of a request, or "".
func requestID(resp *http.Response) string { return resp.Header.Get(requestIDHeader) }
