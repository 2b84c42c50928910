package check

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"huggingface_exporter/huggingface"
)

// Hub is what a check needs of a client; *huggingface.Client is one.
type Hub interface {
	Members(ctx context.Context, organization string, opts ...huggingface.ListOption) iter.Seq2[huggingface.Member, error]
	WhoAmI(ctx context.Context) (huggingface.Identity, error)
	Token() (huggingface.Token, error)
}

// Subject is an organization to check.
type Subject struct {
	Organization string
	// Timeout bounds reading the members, and asking for the account.
	Timeout time.Duration
	// Hub is the client; set it before the check.
	Hub Hub

	mu     sync.Mutex
	limits map[string]huggingface.RateLimit // by bucket, as last reported
}

// NewSubject returns a subject that lacks its Hub.
func NewSubject(organization string, timeout time.Duration) *Subject {
	return &Subject{Organization: organization, Timeout: timeout, limits: make(map[string]huggingface.RateLimit)}
}

// Observe takes note of the rate limits. It is meant for
// huggingface.WithObserver.
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
