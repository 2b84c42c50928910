package huggingface

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// session is one call of a client's method: all its requests have one token.
type session struct {
	*Client
	token    Token
	endpoint Endpoint
	http     *http.Client
}

func (c *Client) begin(ctx context.Context, endpoint Endpoint) (*session, error) {
	token, err := c.source.Token(ctx)
	if err != nil {
		return nil, err
	}
	s := &session{Client: c, token: token, endpoint: endpoint}
	s.http = &http.Client{Transport: s, CheckRedirect: checkRedirect}
	return s, nil
}

const maxRedirects = 5

var errElsewhere = errors.New("it leads away from the endpoint")

// checkRedirect keeps the query, and with it the page size, where the Location
// of a canonical name is only a path.
func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return &ResponseError{Err: fmt.Errorf("it redirects more than %d times", maxRedirects)}
	}
	if req.URL.RawQuery == "" {
		req.URL.RawQuery = via[0].URL.RawQuery
	}
	return nil
}

// RoundTrip makes one exchange. It is the only way out, for first requests,
// retries and redirects alike: what leads elsewhere than to the endpoint's
// scheme, host and port is not sent.
func (s *session) RoundTrip(req *http.Request) (*http.Response, error) {
	if !sameOrigin(s.hub, req.URL) {
		return nil, &ResponseError{Err: fmt.Errorf("%w, %s, to %s", errElsewhere, origin(s.hub), origin(req.URL))}
	}
	// The deadline is set by a timer and not by the context, as it stands
	// still while the caller does something else than read.
	ctx, cancel := context.WithCancelCause(req.Context())
	timer := time.AfterFunc(s.requestTimeout, func() { cancel(errNoAnswer) })
	start := time.Now()
	resp, err := s.transport.RoundTrip(s.setHeaders(req.WithContext(ctx)))
	timer.Stop()
	if err != nil {
		if errors.Is(context.Cause(ctx), errNoAnswer) {
			err = errNoAnswer
		}
		err = tooLargeHeaders(err)
		cancel(nil)
		s.report(start, nil, err)
		return nil, err
	}
	err = s.sanitize(resp)
	s.report(start, resp, nil)
	body := &body{raw: resp.Body, cause: func() error { return context.Cause(ctx) }, cancel: cancel, timer: timer, left: s.requestTimeout}
	resp.Body = body.decoded(resp.Header.Get("Content-Encoding"), s.bodyBound())
	if err != nil {
		resp.Body.Close()
		return nil, &ResponseError{RequestID: requestID(resp), Err: err}
	}
	return resp, nil
}

// sanitize bounds and redacts the headers of an answer. It returns an error
// where they cannot be used, such as one that net/http would report as a failed
// connection.
func (s *session) sanitize(resp *http.Response) error {
	err := boundHeaders(resp.Header)
	if id := requestID(resp); id != "" {
		resp.Header.Set(requestIDHeader, s.excerpt(id, maxWord))
	}
	if err != nil {
		return err
	}
	if resp.StatusCode < http.StatusMultipleChoices || resp.StatusCode >= http.StatusBadRequest {
		return nil
	}
	if _, err := resp.Location(); err != nil && !errors.Is(err, http.ErrNoLocation) {
		return errors.New("its Location header is not a URL")
	}
	return nil
}

// tooLargeHeaders recognizes the errors of net/http about answers whose headers
// are larger in all than the transport admits, and that of HTTP/2 for a single
// header that is.
func tooLargeHeaders(err error) error {
	for _, text := range []string{"response headers exceeded", "response header list larger", "COMPRESSION_ERROR"} {
		if strings.Contains(err.Error(), text) {
			return &ResponseError{Err: errors.New("its headers are too large")}
		}
	}
	return err
}

// setHeaders sets the headers of a request. Gzip is asked for by name, since
// prometheus/common makes transports that do not ask for it themselves.
func (s *session) setHeaders(req *http.Request) *http.Request {
	req.Header = req.Header.Clone()
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Accept-Encoding", "gzip")
	req.Header.Set("User-Agent", s.userAgent)
	req.Header.Del("Referer")
	req.Header.Del("Authorization")
	if !s.token.IsZero() {
		req.Header.Set("Authorization", "Bearer "+s.token.secret)
	}
	return req
}

// report tells the observer of an exchange, unless the caller gave it up.
func (s *session) report(start time.Time, resp *http.Response, err error) {
	if s.observe == nil || errors.Is(err, context.Canceled) {
		return
	}
	now := time.Now()
	a := Attempt{Endpoint: s.endpoint, Token: s.token.ID(), Code: ErrorCode(err), Duration: now.Sub(start)}
	if resp != nil {
		a.Code = strconv.Itoa(resp.StatusCode)
		// A bucket's name becomes a label.
		a.RateLimits = slices.DeleteFunc(parseRateLimits(resp.Header, now), func(l RateLimit) bool { return l.Bucket != s.redact(l.Bucket) })
	}
	s.observe(a)
}

func sameOrigin(a, b *url.URL) bool { return origin(a) == origin(b) && b.User == nil }

// origin returns the scheme, host and port of a URL, with the port that the
// scheme implies.
func origin(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return u.Scheme + "://" + strings.ToLower(u.Hostname()) + ":" + port
}
