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
	// zero if there is none; NextScrape is zero while a scrape runs.
	LastScrape, LastSuccess, NextScrape time.Time
	// SeatLimit, SeatPrice and SeatCurrency are the configured ones; zero if
	// not configured.
	SeatLimit    int
	SeatPrice    float64
	SeatCurrency string
	// Stale says that the last complete scrape is too old to be shown.
	Stale bool
	// Snapshot is the last complete scrape; nil before the first, and if
	// stale.
	Snapshot *Snapshot
	// ReportedMembers is what the Hub reports as the number of members.
	ReportedMembers huggingface.Optional[int]
	// DirectoryErr is why the directory file could not be used last; nil if it
	// could, or if there is none.
	DirectoryErr error
	// Account is what the Hub tells of the token and its owner; nil if not
	// known.
	Account *huggingface.Account
}

// Status tells of every organization, sorted by name.
func (c *Collector) Status() []Status {
	organizations, _ := c.current()
	statuses := make([]Status, 0, len(organizations))
	for _, name := range slices.Sorted(maps.Keys(organizations)) {
		statuses = append(statuses, organizations[name].status())
	}
	return statuses
}

func (o *organization) status() Status {
	o.mu.Lock()
	defer o.mu.Unlock()
	p, staleness := &o.polling, o.shared.opts.Staleness
	s := Status{
		Organization: o.name,
		Tried:        p.tried(),
		Up:           p.tried() && p.err == nil,
		Err:          p.err,
		LastScrape:   p.lastScrape,
		LastSuccess:  p.lastSuccess,
		NextScrape:   p.next,
		SeatLimit:    p.target.SeatLimit,
		SeatPrice:    p.target.SeatPrice,
		SeatCurrency: p.target.SeatCurrency,
		Stale:        p.snapshotStale(staleness),
	}
	if p.target.Directory != nil {
		s.DirectoryErr = p.unread[collectorDirectory].err
	}
	if !s.Stale {
		s.Snapshot = p.snapshot
	}
	if !p.overviewStale(staleness) {
		s.ReportedMembers = p.overview.Members
	}
	if !p.accountStale(staleness) {
		s.Account = p.account
	}
	return s
}

func (o *organization) target() Target {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.polling.target
}

func (o *organization) tried() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.polling.tried()
}
