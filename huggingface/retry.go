package huggingface

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// defaultTries is how often a request is sent at most.
const defaultTries = 6

// retry calls try until it succeeds, fails for good, has failed so many times,
// or the wait before the next try would end after the context's deadline. So
// what failed is reported as it failed, and not as a timeout. The error is that
// of the last try, or the context's if it has ended.
func retry[T any](ctx context.Context, tries uint, try func() (T, error)) (T, error) {
	// The first wait is 250 to 500 ms, and each is twice the one before. The
	// jitter keeps exporters that failed together from returning together.
	wait := backoff.NewExponentialBackOff()
	wait.InitialInterval, wait.RandomizationFactor = 375*time.Millisecond, 1.0/3
	wait.Multiplier, wait.MaxInterval = 2, 30*time.Second
	var left time.Duration // 0: no limit
	if deadline, ok := ctx.Deadline(); ok {
		left = max(time.Until(deadline), 1)
	}
	var last error
	v, err := backoff.Retry(ctx, func() (v T, err error) {
		v, last = try()
		return v, retryable(last)
	}, backoff.WithBackOff(wait), backoff.WithMaxTries(tries), backoff.WithMaxElapsedTime(left))
	switch {
	case err == nil:
		return v, nil
	case ctx.Err() != nil:
		return v, ctx.Err()
	}
	return v, last
}

// retryable tells backoff.Retry what to do about an error: nothing, stop, wait
// for as long as the Hub advised, or wait as usual.
func retryable(err error) error {
	switch {
	case err == nil:
		return nil
	case !transient(err):
		return backoff.Permanent(err)
	}
	if e, ok := errors.AsType[*APIError](err); ok && !e.retryAt.IsZero() {
		// The Hub counts in whole seconds; a little more is on the safe side.
		wait := max(time.Until(e.retryAt), 0)
		return &backoff.RetryAfterError{Duration: wait + rand.N(wait/20+50*time.Millisecond)} //nolint:gosec // jitter is not secret
	}
	return err
}

// transient reports whether a request that failed may succeed if it is sent
// again: after 408, 429 and 5xx, failures of the connection, and bodies that
// break off, but not those that are too slow. The limit of whoami is so strict
// that it is not tried again.
func transient(err error) bool {
	if e, ok := errors.AsType[*APIError](err); ok {
		switch e.StatusCode {
		case http.StatusTooManyRequests:
			return e.Endpoint != EndpointWhoAmI
		case http.StatusRequestTimeout:
			return true
		}
		return e.StatusCode >= http.StatusInternalServerError
	}
	if e, ok := errors.AsType[*ResponseError](err); ok {
		return e.brokenOff
	}
	return !errors.Is(err, errStopped) && !errors.Is(err, errSlowBody) && !isTLS(err) && !isSchemeMismatch(err)
}
