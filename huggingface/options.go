package huggingface

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Defaults and limits of a [Client]. The page sizes are the Hub's.
const (
	DefaultEndpoint       = "https://huggingface.co"
	DefaultPageSize       = 500
	MinPageSize           = 10
	MaxPageSize           = 10000
	DefaultRequestTimeout = 30 * time.Second
)

// Option sets something of a new [Client].
type Option func(*Client) error

// WithEndpoint sets the Hub's address, an http or https URL without user,
// query or fragment. A path in front of /api is kept.
func WithEndpoint(endpoint string) Option {
	return func(c *Client) error {
		u, err := ParseEndpoint(endpoint)
		if err != nil {
			return err
		}
		c.hub = u
		return nil
	}
}

// WithHTTPClient sets whose transport is used. The client is copied; its
// timeout, cookies and redirect policy are not used.
func WithHTTPClient(client *http.Client) Option {
	return func(c *Client) error {
		if client == nil {
			return errors.New("the HTTP client is nil")
		}
		c.transport = client.Transport
		return nil
	}
}

// WithPageSize sets how many members are asked for at once.
func WithPageSize(n int) Option {
	return func(c *Client) error {
		if n < MinPageSize || n > MaxPageSize {
			return fmt.Errorf("the page size is %d: the Hub takes %d to %d", n, MinPageSize, MaxPageSize)
		}
		c.pageSize = n
		return nil
	}
}

// WithRequestTimeout bounds the time from sending a request to its answer's
// headers, and again the time of reading the body.
func WithRequestTimeout(d time.Duration) Option {
	return func(c *Client) error {
		if d <= 0 {
			return fmt.Errorf("the request timeout is %s: it must be more than zero", d)
		}
		c.requestTimeout = d
		return nil
	}
}

// WithUserAgent sets the header User-Agent.
func WithUserAgent(agent string) Option {
	return func(c *Client) error {
		c.userAgent = agent
		return nil
	}
}

// WithObserver sets a function that is told of every HTTP exchange. It is
// called from several goroutines and must return at once.
func WithObserver(observe func(Attempt)) Option {
	return func(c *Client) error {
		c.observe = observe
		return nil
	}
}
