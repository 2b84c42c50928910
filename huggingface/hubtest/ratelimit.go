package hubtest

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

const rateLimitMessage = "We had to rate limit you. Please retry later."

// limiter counts the requests of each token in fixed windows. The headers are
// those of https://huggingface.co/docs/hub/rate-limits.
type limiter struct {
	mu      sync.Mutex
	limit   int
	length  time.Duration
	windows map[string]window // by secret
}

type window struct {
	end  time.Time
	used int
}

// SetQuota grants each token a number of requests in each window, starting
// over for all of them. A window begins with its first request. Requests
// beyond the quota are answered 429.
func (h *Hub) SetQuota(limit int, length time.Duration) {
	l := &h.limiter
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limit, l.length, l.windows = limit, length, make(map[string]window)
}

// admit counts a request, writes the headers and reports whether the quota
// allows it.
func (l *limiter) admit(header http.Header, secret string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	current := l.windows[secret]
	if !now.Before(current.end) {
		current = window{end: now.Add(l.length)}
	}
	current.used++
	l.windows[secret] = current

	setRateLimit(header, max(l.limit-current.used, 0), current.end.Sub(now))
	header.Set("RateLimit-Policy", fmt.Sprintf(`"fixed window";"api";q=%d;w=%d`, l.limit, seconds(l.length)))
	return current.used <= l.limit
}

func setRateLimit(header http.Header, remaining int, reset time.Duration) {
	header.Set("RateLimit", fmt.Sprintf(`"api";r=%d;t=%d`, remaining, seconds(reset)))
}

// seconds rounds up, so that a client that waits this long is not early.
func seconds(d time.Duration) int64 {
	return int64((d + time.Second - 1) / time.Second)
}
