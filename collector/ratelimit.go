package collector

import (
	"context"
	"time"

	"github.com/go-kit/log/level"

	"huggingface_exporter/exposition"
	"huggingface_exporter/huggingface"
)

// rateLimits are the gauges of the last answer that told of the quota.
type rateLimits struct {
	at     time.Time
	series *exposition.Part
}

func newRateLimits(organization string, limits []huggingface.RateLimit) *rateLimits {
	return &rateLimits{at: time.Now(), series: fixed(rateLimitFamilies, organization, limits)}
}

func (r *rateLimits) stale(staleness time.Duration) bool {
	return staleness > 0 && time.Since(r.at) > staleness
}

// awaitQuota waits for the quota's reset where less is left than the scrape is
// going to need, as far as the last complete one tells: waiting is cheaper for
// all who share the token than running into 429. The time does not count
// towards the scrape's timeout. It returns false when ctx ended.
func (o *organization) awaitQuota(ctx context.Context, target Target) bool {
	token := o.currentToken(target.Hub)
	if token == nil {
		return true
	}
	need := 1
	if seats := o.state.Load().seats; seats != nil {
		need = max(need, seats.Pages)
	}
	wait, limit := token.wait(need)
	if wait <= 0 {
		return true
	}
	level.Info(o.logger).Log("msg", "waiting for the rate limit's reset before the scrape",
		"bucket", limit.Bucket, "remaining", limit.Remaining, "needed", need, "wait", wait)
	until := time.Now().Add(wait)
	o.update(func(s *state) { s.next = until })
	return sleepUntil(ctx, until)
}
