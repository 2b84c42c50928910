package collector

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/go-kit/log/level"

	"huggingface_exporter/huggingface"
)

const (
	// maxQuotaWait bounds what a RateLimit header can make a scrape wait.
	maxQuotaWait = time.Hour
	// quotaMemory is how long a quota is remembered after its reset.
	quotaMemory = 24 * time.Hour
)

// quotas are the request quotas of tokens. Organizations that are read with the
// same token share its quota.
type quotas struct {
	mu    sync.Mutex // guards known
	known map[huggingface.TokenID]huggingface.RateLimit
}

// note remembers what an answer reported of the quota for this API. The Hub has
// other buckets, which say nothing about it.
func (q *quotas) note(token huggingface.TokenID, limits []huggingface.RateLimit) {
	for _, limit := range limits {
		if limit.Bucket == huggingface.BucketAPI {
			q.set(token, limit)
		}
	}
}

func (q *quotas) set(token huggingface.TokenID, limit huggingface.RateLimit) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if _, known := q.known[token]; !known {
		now := time.Now()
		maps.DeleteFunc(q.known, func(_ huggingface.TokenID, l huggingface.RateLimit) bool { return now.Sub(l.Reset) > quotaMemory })
		if q.known == nil {
			q.known = make(map[huggingface.TokenID]huggingface.RateLimit)
		}
	}
	q.known[token] = limit
}

// wait returns how long it takes until the quota of a token allows a number of
// requests.
func (q *quotas) wait(token huggingface.TokenID, requests int) (time.Duration, huggingface.RateLimit) {
	q.mu.Lock()
	defer q.mu.Unlock()
	limit, known := q.known[token]
	if !known || limit.Remaining >= int64(requests) {
		return 0, limit
	}
	return min(max(time.Until(limit.Reset), 0), maxQuotaWait), limit
}

// awaitQuota waits for the reset of the quota if less is left than the scrape
// is going to need, as far as the last complete one tells: waiting is cheaper
// for all who share the token than running into 429. The time does not count
// towards the scrape's timeout. It returns false if ctx ended.
func (o *organization) awaitQuota(ctx context.Context, target Target) bool {
	bounded, cancel := context.WithTimeout(ctx, target.timeout())
	token, err := target.Hub.Token(bounded)
	cancel()
	if err != nil {
		return true // The scrape fails for this reason.
	}
	need := 1
	if s := o.lastSnapshot(); s != nil {
		size, trial := o.pageSize(target)
		need = pagesFor(s.Members, size)
		if trial { // If it fails, the members are read again.
			need += pagesFor(s.Members, o.sizes.good)
		}
		if o.shared.opts.Overview {
			need++
		}
	}
	wait, limit := o.shared.quotas.wait(token.ID(), need)
	if wait <= 0 {
		return true
	}
	level.Info(o.logger).Log("msg", "Waiting for the rate limit to reset before the next scrape",
		"bucket", limit.Bucket, "remaining", limit.Remaining, "needed", need, "wait", wait)
	until := time.Now().Add(wait)
	o.update(func(p *polling) { p.schedule(until) })
	return sleepUntil(ctx, until)
}
