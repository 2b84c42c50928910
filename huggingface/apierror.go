package huggingface

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

// maxErrorBody is how much of an answer that is not a success is read, in
// bytes.
const maxErrorBody = 4 << 10

// APIError is an answer whose status is not a success.
type APIError struct {
	StatusCode int
	Endpoint   Endpoint
	// Page is the page of the members list, from 1; 0 for other answers.
	Page int
	// Message is the Hub's own, at most 4 KiB; the status text where the
	// answer had none.
	Message string
	// Code is the Hub's X-Error-Code, RequestID its X-Request-Id; "" where
	// the answer had none.
	Code      string
	RequestID string
	// Foreign says that the answer has nothing that the Hub's answers have:
	// it came from a proxy, a CDN, or a server that is not a Hub. Server is
	// the answer's header of that name then.
	Foreign bool
	Server  string
	// Anonymous says that the request had no token.
	Anonymous bool
	// TokenRotated says that the token's source holds another token by now,
	// so that it is worthwhile to try again at once.
	TokenRotated bool

	// retryAt is when the Hub advises to try again; zero where it does not.
	retryAt time.Time
}

// Error gives the status and the message.
func (e *APIError) Error() string {
	if e.Foreign {
		return fmt.Sprintf("HTTP %d from %s, not from the Hub: %s", e.StatusCode, serverName(e.Server), e.Message)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "the Hub answered %d: %s", e.StatusCode, e.Message)
	if e.Code != "" {
		fmt.Fprintf(&b, " (%s)", e.Code)
	}
	return b.String()
}

func serverName(server string) string {
	if server == "" {
		return "an unnamed server"
	}
	return fmt.Sprintf("the server %q", server)
}

// apiError reads why a request failed. The message of the body is more complete
// than that of the header, and proxies in front of the Hub send HTML.
func (s *session) apiError(ctx context.Context, resp *http.Response) error {
	now := time.Now()
	text, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody))
	var answer struct {
		Error string `json:"error"`
	}
	message := resp.Header.Get("X-Error-Message")
	if json.Unmarshal(text, &answer, json.JoinOptions(lenient()...)) == nil && answer.Error != "" {
		message = answer.Error
	}
	e := &APIError{
		StatusCode: resp.StatusCode,
		Endpoint:   s.endpoint,
		Message:    s.excerpt(message, maxErrorBody),
		Code:       s.excerpt(resp.Header.Get("X-Error-Code"), maxWord),
		RequestID:  requestID(resp),
		Foreign:    answer.Error == "" && !fromHub(resp.Header),
		Anonymous:  s.token.IsZero(),
	}
	if e.Foreign && isPlainHTTP(string(text)) {
		e.Message = messagePlainHTTP
	}
	if e.Message == "" {
		e.Message = http.StatusText(resp.StatusCode)
	}
	if e.Foreign {
		e.Server = s.excerpt(resp.Header.Get("Server"), maxWord)
	}
	if wait, ok := advisedWait(resp.Header, now); ok {
		e.retryAt = now.Add(wait)
	}
	if e.StatusCode == http.StatusUnauthorized {
		now, err := s.source.Token(ctx)
		e.TokenRotated = err == nil && now.ID() != s.token.ID()
	}
	return e
}

// fromHub reports whether an answer has one of the headers that tell the Hub's
// answers from those of proxies, CDNs and other servers.
func fromHub(h http.Header) bool {
	return h.Get(requestIDHeader) != "" || h.Get("X-Error-Message") != "" || h.Get("X-Error-Code") != "" ||
		strings.HasPrefix(h.Get("X-Powered-By"), "huggingface")
}
