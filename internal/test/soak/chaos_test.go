//go:build acceptance

package soak_test

import (
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

// chaos makes a part of all requests go wrong, in all ways that an exporter can
// notice. (That a list ends early without an error, it cannot.)
type chaos struct {
	// limits adds faults that tell to wait, for seconds at least.
	limits bool

	mu     sync.Mutex
	random *rand.Rand
	struck int
}

const percent = 30

func (c *chaos) fault(w http.ResponseWriter, r *http.Request, next http.Handler) {
	c.mu.Lock()
	strikes := c.random.IntN(100) < percent
	var fault hubtest.Fault
	if strikes {
		c.struck++
		all := faults(c.random)
		if c.limits {
			all = append(all, limits()...)
		}
		fault = all[c.random.IntN(len(all))]
	}
	c.mu.Unlock()
	if !strikes {
		next.ServeHTTP(w, r)
		return
	}
	fault(w, r, next)
}

// strikes is how many requests went wrong.
func (c *chaos) strikes() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.struck
}

// faults are made for each request: some remember something.
func faults(random *rand.Rand) []hubtest.Fault {
	n := random.IntN(3000)
	return []hubtest.Fault{
		hubtest.Status(500, "Internal error"), hubtest.HTML(502), hubtest.Status(503, "Busy"), hubtest.Status(408, "Slow"),
		hubtest.Status(400, "Bad request"), hubtest.Status(401, "Invalid credentials"), hubtest.Status(403, "Token has been revoked"),
		hubtest.Status(404, "Organization not found"), hubtest.Status(402, "Payment required"),
		hubtest.RetryAfter(429, "soon"), hubtest.RetryAfter(503, "0"),
		hubtest.Reset(), hubtest.ResetAfter(n), hubtest.Truncate(n), hubtest.Cut(n), hubtest.ShortBody(n % 200), hubtest.Raw("nonsense\n"),
		hubtest.ContentEncoding("gzip"), hubtest.ContentEncoding("br"),
		hubtest.Latency(time.Duration(n) * time.Millisecond), hubtest.SlowBody(1+n, 100*time.Millisecond), hubtest.SlowBody(1, time.Minute), hubtest.Hang(),
		hubtest.NextLink("nonsense"), hubtest.NextLink(`<http://evil.test/>; rel="next"`), hubtest.LoopingCursor(), hubtest.EndlessDuplicates(),
		hubtest.Redirect(302, "http://evil.test/"), hubtest.Redirect(301, "/sign-in"), hubtest.HTML(200),
		hubtest.Body("application/json", []byte(`{"error":"oh"}`)), hubtest.Body("application/json", []byte(`[{"_id":7}]`)), hubtest.Body("application/json", []byte("\xff")),
	}
}

func limits() []hubtest.Fault {
	return []hubtest.Fault{
		hubtest.RateLimited(0, 2*time.Second), hubtest.RateLimited(100, time.Hour), hubtest.RetryAfter(429, "3"), hubtest.RetryAfter(503, "20"),
	}
}
