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
	// Overview returns what the Hub itself reports of an organization.
	Overview(ctx context.Context, organization string) (huggingface.Overview, error)
	// WhoAmI tells who the token belongs to.
	WhoAmI(ctx context.Context) (huggingface.Identity, error)
	// Token returns the token that the next call would use.
	Token(ctx context.Context) (huggingface.Token, error)
}

// Target is an organization to poll, and how. Equal targets mean the same to
// [Collector.Apply], so Hub and Directory should be pointers.
type Target struct {
	Organization string
	Hub          Hub
	// Interval is the time between the starts of two scrapes, more than 0.
	Interval time.Duration
	// Timeout bounds one scrape, retries included; 0 stands for Interval.
	Timeout time.Duration
	// PageSize is the number of members asked for at a time; 0 to let the
	// collector find out which is fast.
	PageSize int
	// SeatLimit is the number of seats in the contract; 0 if not known.
	SeatLimit int
	// SeatPrice is the price of a seat per month in SeatCurrency; 0 if not
	// known.
	SeatPrice    float64
	SeatCurrency string
	// Directory says who should have a seat; nil if nobody knows.
	Directory Directory
}

// timeout returns the bound of one scrape.
func (t Target) timeout() time.Duration {
	if t.Timeout > 0 {
		return t.Timeout
	}
	return t.Interval
}
