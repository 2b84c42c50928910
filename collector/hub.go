package collector

import (
	"context"
	"iter"
	"time"

	"huggingface_exporter/huggingface"
)

// Hub is what polling needs of a client of the Hub; *huggingface.Client is
// one.
type Hub interface {
	// Members lists the members of an organization, each once. A failure is
	// yielded once, and nothing after it.
	Members(ctx context.Context, organization string, opts ...huggingface.ListOption) iter.Seq2[huggingface.Member, error]
	// WhoAmI tells who the token belongs to.
	WhoAmI(ctx context.Context) (huggingface.Identity, error)
	// Token returns the token that the next call would use.
	Token() (huggingface.Token, error)
}

// Target is an organization to poll, and how. Equal targets mean the same to
// [Collector.Apply], so the Hub should be a pointer.
type Target struct {
	Organization string
	Hub          Hub
	// Interval is the time between the starts of two scrapes, more than 0.
	Interval time.Duration
	// Timeout bounds one scrape, retries included; 0 stands for Interval.
	Timeout time.Duration
	// SeatLimit is the number of seats in the contract; 0 for none known.
	SeatLimit int
}
