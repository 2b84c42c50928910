package collector

import (
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"huggingface_exporter/huggingface"
)

const (
	// tokenMemory is how long a token that nobody uses is remembered.
	tokenMemory = 24 * time.Hour
	// maxQuotaWait bounds what a RateLimit header can make a scrape wait.
	maxQuotaWait = time.Hour
)

// tokens is what is known of the tokens in use. Organizations that are read
// with the same token share its quota and its account.
type tokens struct {
	mu    sync.Mutex
	known map[huggingface.TokenID]*token
}

// token is what is known of one token.
type token struct {
	id   huggingface.TokenID
	used time.Time // guarded by tokens.mu

	limits   atomic.Pointer[[]huggingface.RateLimit] // as last reported
	identity atomic.Pointer[identity]                // as last read

	asking sync.Mutex // held while the Hub is asked who the token belongs to
	asked  time.Time  // when it was last; guarded by asking
}

func (ts *tokens) of(id huggingface.TokenID) *token {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	now := time.Now()
	t, known := ts.known[id]
	if !known {
		maps.DeleteFunc(ts.known, func(_ huggingface.TokenID, t *token) bool { return now.Sub(t.used) > tokenMemory })
		t = &token{id: id}
		if ts.known == nil {
			ts.known = make(map[huggingface.TokenID]*token)
		}
		ts.known[id] = t
	}
	t.used = now
	return t
}

// anonymous reports whether it stands for requests without a token.
func (t *token) anonymous() bool { return t.id == huggingface.TokenID{} }

// wait returns how long until the quota allows so many requests: until the
// reset of a bucket that has fewer left.
func (t *token) wait(requests int) (wait time.Duration, short huggingface.RateLimit) {
	limits := t.limits.Load()
	if limits == nil {
		return 0, short
	}
	for _, limit := range *limits {
		if left := time.Until(limit.Reset); limit.Remaining < int64(requests) && left > wait {
			wait, short = left, limit
		}
	}
	return min(wait, maxQuotaWait), short
}
