package hubtest

import (
	"context"
	"net/http"
	"time"
)

// wait waits, or ends the answer if the client leaves meanwhile. In a bubble
// of testing/synctest it takes no real time.
func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
		abort()
	case <-time.After(d):
	}
}

// Latency delays the whole answer.
func Latency(d time.Duration) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		wait(r.Context(), d)
		next.ServeHTTP(w, r)
	}
}

// Hang never answers. It ends when the client leaves.
func Hang() Fault {
	return func(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
		<-r.Context().Done()
		abort()
	}
}
