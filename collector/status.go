package collector

import (
	"maps"
	"slices"
	"time"

	"huggingface_exporter/huggingface"
)

// Status is what a person wants to know of one organization. There is no
// personal data in it.
type Status struct {
	Organization string
	// Tried says that the first scrape has ended.
	Tried bool
	// Up says that the last scrape completed.
	Up bool
	// Err is why the last scrape failed; nil when it completed.
	Err error
	// LastScrape and LastSuccess are when the last scrape and the last
	// complete one ended, NextScrape is when the next one is due. They are
	// zero where there is none; NextScrape is zero while a scrape runs.
	LastScrape, LastSuccess, NextScrape time.Time
	// SeatLimit is the configured one; 0 for none.
	SeatLimit int
	// Stale says that the last complete scrape is too old to be shown.
	Stale bool
	// Seats is the last complete scrape; nil before the first, and when stale.
	Seats *Seats
	// Account is what the token's owner may see and do; nil where that is
	// not known.
	Account *Account
}

// Account is what the Hub tells of the token that an organization is read
// with. Texts are "" and times are zero where the Hub does not tell.
type Account struct {
	TokenRole string
	// TokenExpiry is zero for a token that never expires, too.
	TokenExpiry time.Time
	// OrganizationRole is the role of the token's owner in the organization.
	OrganizationRole huggingface.Role
	Plan             string
	PeriodEnd        time.Time
	// Restrictions now keep the token from the organization's data.
	Restrictions huggingface.Optional[[]string]
}

// Status tells of every organization, sorted by name.
func (c *Collector) Status() []Status {
	organizations := *c.organizations.Load()
	statuses := make([]Status, 0, len(organizations))
	for _, name := range slices.Sorted(maps.Keys(organizations)) {
		statuses = append(statuses, organizations[name].status())
	}
	return statuses
}

func (o *organization) status() Status {
	s := o.state.Load()
	status := Status{
		Organization: o.name,
		Tried:        s.tried(),
		Up:           s.tried() && s.err == nil,
		Err:          s.err,
		LastScrape:   s.lastScrape,
		LastSuccess:  s.lastSuccess,
		NextScrape:   s.next,
		SeatLimit:    s.target.SeatLimit,
		Stale:        s.stale(o.opts.Staleness),
		Account:      o.view(s).account,
	}
	if !status.Stale {
		status.Seats = s.seats
	}
	return status
}
