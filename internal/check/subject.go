package check

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

// Subject is an organization to check, as the exporter polls it. Its Hub may be
// set after [NewSubject], since the client needs Observe.
type Subject struct {
	collector.Target

	mu     sync.Mutex
	limits map[string]huggingface.RateLimit // by bucket, as last reported
}

// NewSubject returns a subject that has read nothing.
func NewSubject(target collector.Target) *Subject {
	return &Subject{Target: target, limits: make(map[string]huggingface.RateLimit)}
}

// Observe takes note of the rate limits. It is meant for
// [huggingface.WithObserver].
func (s *Subject) Observe(a huggingface.Attempt) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, limit := range a.RateLimits {
		s.limits[limit.Bucket] = limit
	}
}

func (s *Subject) rateLimits() []RateLimit {
	s.mu.Lock()
	defer s.mu.Unlock()
	var limits []RateLimit
	for limit := range maps.Values(s.limits) {
		quota, _ := limit.Limit.Get()
		limits = append(limits, RateLimit{Bucket: limit.Bucket, Limit: quota, Remaining: limit.Remaining, Reset: limit.Reset})
	}
	slices.SortFunc(limits, func(a, b RateLimit) int { return cmp.Compare(a.Bucket, b.Bucket) })
	return limits
}
