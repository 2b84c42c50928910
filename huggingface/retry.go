package huggingface

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

const (
	maxRetries = 5
	// The backoff doubles from minBackoff to at most maxBackoff; half of it is
	// jitter, so that exporters that failed together do not return together.
	minBackoff = 500 * time.Millisecond
	maxBackoff = 30 * time.Second
)

// retries decides, for one request, whether and when it is tried again: after
// 408, 429, 5xx and failures of the connection, and only if the wait ends
// before the context does. So what failed is reported as it failed, and not as
// a timeout.
type retries struct {
	// keepLimit says not to try again after 429.
	keepLimit bool
	tries     int
	wait      time.Duration
}

// client returns a client for one request.
func (r *retries) client(c *http.Client) *retryablehttp.Client {
	return &retryablehttp.Client{
		HTTPClient:   c,
		RetryMax:     maxRetries,
		CheckRetry:   r.check,
		Backoff:      func(_, _ time.Duration, _ int, _ *http.Response) time.Duration { return r.wait },
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
}

func (r *retries) check(ctx context.Context, resp *http.Response, err error) (bool, error) {
	if ctx.Err() != nil || !r.transient(resp, err) {
		return false, nil
	}
	r.wait = backoff(r.tries)
	if err == nil {
		if advised, ok := advisedWait(resp.Header, time.Now()); ok {
			// The Hub counts in whole seconds; a little more is on the safe side.
			r.wait = advised + rand.N(advised/20+50*time.Millisecond) //nolint:gosec // jitter is no secret
		}
	}
	r.tries++
	deadline, ok := ctx.Deadline()
	return !ok || time.Until(deadline) > r.wait, nil
}

func (r *retries) transient(resp *http.Response, err error) bool {
	if err != nil {
		return !permanent(err)
	}
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		return !r.keepLimit
	case http.StatusRequestTimeout:
		return true
	}
	return resp.StatusCode >= http.StatusInternalServerError
}

// permanent reports whether the error will be the same in a minute: an answer
// that leads astray, a certificate that is not trusted, a port without TLS.
func permanent(err error) bool {
	_, response := errors.AsType[*ResponseError](err)
	return response || isTLS(err) || errors.Is(err, http.ErrSchemeMismatch)
}

func isTLS(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return true
	}
	// Alerts, such as those about versions, ciphers and clients' certificates.
	op, ok := errors.AsType[*net.OpError](err)
	return ok && (op.Op == "remote error" || op.Op == "local error")
}

func backoff(tries int) time.Duration {
	d := min(minBackoff<<min(tries, 16), maxBackoff)
	return d/2 + rand.N(d/2) //nolint:gosec // jitter is no secret
}
