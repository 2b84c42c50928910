package collector

import (
	"time"

	"huggingface_exporter/exposition"
)

// state is all that is shown of one organization but for its counters. It is
// immutable: every change makes a new one, so that a reader sees the outcome
// of one scrape and never half of it.
type state struct {
	target Target
	// err and lastScrape are of the last scrape; zero before the first.
	err        error
	lastScrape time.Time
	// seats, data (their series) and lastSuccess are of the last complete one.
	seats       *Seats
	data        exposition.Parts
	lastSuccess time.Time
	// next is when the next scrape is due; zero while one runs.
	next  time.Time
	token *token // the one in use; nil before the first scrape and where it is unreadable
	// status is what stateFamilies make of this very state.
	status *exposition.Part
}

func (s *state) tried() bool { return !s.lastScrape.IsZero() }

// stale reports whether the last complete scrape is too old to be shown.
func (s *state) stale(staleness time.Duration) bool {
	return s.seats != nil && staleness > 0 && time.Since(s.lastSuccess) > staleness
}

// update publishes a changed state. Only one goroutine at a time does: the
// poller, or Apply when the poller has ended.
func (o *organization) update(change func(*state)) {
	s := *o.state.Load()
	change(&s)
	s.status = fixed(stateFamilies, o.name, &s)
	o.state.Store(&s)
}
