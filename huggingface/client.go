package huggingface

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/url"
	"time"
)

// Client asks one Hub with one source of tokens. It is safe for use by
// several goroutines.
type Client struct {
	token          TokenSource
	endpoint       *url.URL
	transport      http.RoundTripper
	pageSize       int
	requestTimeout time.Duration
	userAgent      string
	observe        func(Attempt)
}

// NewClient returns a client that asks [DefaultEndpoint] unless an option says
// otherwise. The token's source is asked once for every call of a method.
func NewClient(token TokenSource, opts ...Option) (*Client, error) {
	c := &Client{token: token, pageSize: DefaultPageSize, requestTimeout: DefaultRequestTimeout}
	for _, opt := range opts {
		if err := opt(c); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Token returns the token that the next call would use.
func (c *Client) Token() (Token, error) { return c.token.Token() }

// Members lists the members of an organization, each once.
func (c *Client) Members(ctx context.Context, organization string, opts ...ListOption) iter.Seq2[Member, error] {
	return func(yield func(Member, error) bool) { yield(Member{}, errors.New("not built yet")) }
}

// WhoAmI tells who the token belongs to.
func (c *Client) WhoAmI(ctx context.Context) (Identity, error) {
	return Identity{}, errors.New("not built yet")
}
