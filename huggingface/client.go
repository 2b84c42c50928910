package huggingface

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/hashicorp/go-retryablehttp"
)

// maxErrorBody is how much of an answer that is no success is read, in bytes.
const maxErrorBody = 4 << 10

// Client asks one Hub with one source of tokens. It is safe for use by
// several goroutines.
type Client struct {
	source         TokenSource
	hub            *url.URL
	transport      http.RoundTripper
	pageSize       int
	requestTimeout time.Duration
	maxBody        int64
	userAgent      string
	observe        func(Attempt)
}

// NewClient returns a client that asks [DefaultEndpoint] unless an option says
// otherwise. Each call of a method asks the token's source once.
func NewClient(source TokenSource, opts ...Option) (*Client, error) {
	if source == nil {
		return nil, errors.New("the source of tokens is nil: NoToken is the one of anonymous requests")
	}
	c := &Client{
		source:         source,
		pageSize:       DefaultPageSize,
		requestTimeout: DefaultRequestTimeout,
		maxBody:        defaultMaxBody,
		userAgent:      "huggingface_exporter",
	}
	for _, opt := range append([]Option{WithEndpoint(DefaultEndpoint)}, opts...) {
		if err := opt(c); err != nil {
			return nil, err
		}
	}
	if c.transport == nil {
		c.transport = http.DefaultTransport
	}
	return c, nil
}

// Token returns the token that a call would use now.
func (c *Client) Token() (Token, error) { return c.source.Token() }

// get asks for u until the answer is 200 or a failure for good. The caller
// closes the body. Errors are of type [*APIError] or [*ResponseError], or tell
// of the connection.
func (s *session) get(ctx context.Context, u *url.URL) (*http.Response, error) {
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &ResponseError{Err: bare(err)}
	}
	req.URL = u // as it stands
	again := retries{keepLimit: s.endpoint == EndpointWhoAmI}
	resp, err := again.client(s.http).Do(req)
	if err != nil {
		if resp != nil {
			resp.Body.Close()
		}
		if cause := ctx.Err(); cause != nil {
			err = cause
		}
		return nil, bare(err)
	}
	if resp.StatusCode == http.StatusOK {
		return resp, nil
	}
	defer resp.Body.Close()
	if resp.StatusCode > http.StatusOK && resp.StatusCode < http.StatusMultipleChoices {
		return nil, &ResponseError{RequestID: requestID(resp), Err: fmt.Errorf("its status is %d, expected 200", resp.StatusCode)}
	}
	return nil, s.apiError(resp)
}

// bare takes the URL off an error of net/http: it may hold a cursor.
func bare(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}

// apiError reads the answer's reasons. Of several tellings the body's is the
// fullest; proxies in front of the Hub send HTML, which tells nobody anything.
func (s *session) apiError(resp *http.Response) error {
	text, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody))
	var answer struct {
		Error string `json:"error"`
	}
	message := resp.Header.Get("X-Error-Message")
	if json.Unmarshal(text, &answer) == nil && answer.Error != "" {
		message = answer.Error
	}
	if message == "" {
		message = http.StatusText(resp.StatusCode)
	}
	e := &APIError{
		StatusCode: resp.StatusCode,
		Message:    s.excerpt(message, maxErrorBody),
		Code:       s.excerpt(resp.Header.Get("X-Error-Code"), maxWord),
		RequestID:  requestID(resp),
		Anonymous:  s.token.IsZero(),
	}
	if e.StatusCode == http.StatusUnauthorized {
		now, err := s.source.Token()
		e.TokenRotated = err == nil && now.ID() != s.token.ID()
	}
	return e
}
