package huggingface

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/go-json-experiment/json"
)

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
func (c *Client) Token(ctx context.Context) (Token, error) { return c.source.Token(ctx) }

// read asks for u, decodes the JSON of the answer into a new T, and makes the
// result of it. It retries what is worth it.
func read[T, R any](ctx context.Context, s *session, u *url.URL, result func(T) (R, error)) (R, error) {
	r, err := retry(ctx, defaultTries, func() (R, error) {
		resp, err := s.get(ctx, u)
		if err != nil {
			var none R
			return none, err
		}
		defer resp.Body.Close()
		var answer T
		if err = json.UnmarshalRead(controlReplacer{resp.Body}, &answer, json.JoinOptions(lenient()...)); err != nil {
			var none R
			return none, unusable(resp, err)
		}
		r, err := result(answer)
		if err != nil {
			return r, unusable(resp, err)
		}
		return r, nil
	})
	return r, s.redacted(err)
}

// get sends one request and follows redirects. The answer's status is 200, and
// the caller closes its body. Errors are of type [*APIError] or
// [*ResponseError], or tell of the connection.
func (s *session) get(ctx context.Context, u *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, &ResponseError{Err: stripURL(err)}
	}
	req.URL = u // as it stands
	resp, err := s.http.Do(req)
	if err != nil {
		return nil, stripURL(err)
	}
	if resp.StatusCode == http.StatusOK {
		return resp, nil
	}
	defer resp.Body.Close()
	if resp.StatusCode > http.StatusOK && resp.StatusCode < http.StatusMultipleChoices {
		return nil, unusable(resp, fmt.Errorf("its status is %d, expected 200", resp.StatusCode))
	}
	return nil, s.apiError(ctx, resp)
}

// stripURL takes the URL off an error of net/http: it may hold a cursor.
func stripURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}
