package collector

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-kit/log"

	"huggingface_exporter/exposition"
	"huggingface_exporter/huggingface"
)

// organization is one that is polled.
type organization struct {
	name     string
	opts     *Options
	logger   log.Logger
	tokens   *tokens
	counters *counters

	people census // the poller's alone

	state   atomic.Pointer[state]
	limits  atomic.Pointer[rateLimits]
	account atomic.Pointer[accountView]

	cancel context.CancelFunc
	tasks  sync.WaitGroup
}

func newOrganization(name string, opts *Options, tokens *tokens) *organization {
	o := &organization{
		name: name, opts: opts, tokens: tokens,
		logger:   log.With(opts.Logger, "organization", name),
		counters: newCounters(name),
	}
	o.counters.start(opts.Account)
	o.state.Store(&state{status: fixed(stateFamilies, name, &state{})})
	return o
}

// start polls target from now on.
func (o *organization) start(target Target, anchor time.Time) {
	o.update(func(s *state) { s.target = target })
	ctx, cancel := context.WithCancel(context.Background())
	o.cancel = cancel
	o.tasks.Go(func() { o.poll(ctx, target, newSchedule(anchor, o.name, target.Interval)) })
}

// stop asks the poller to end; wait waits until it has.
func (o *organization) stop() { o.cancel() }
func (o *organization) wait() { o.tasks.Wait() }

// poll scrapes at once and then in each slot. A scrape that takes longer than
// the interval skips slots; one that ends just past a slot, as those do that
// run into a timeout of one interval, is followed by the next at once.
func (o *organization) poll(ctx context.Context, target Target, slots schedule) {
	due := time.Now()
	last := due.Add(target.Interval / 2) // A slot nearer than that would repeat the first scrape.
	for sleepUntil(ctx, due) && o.awaitQuota(ctx, target) {
		o.update(func(s *state) { s.next = time.Time{} })
		o.scrape(ctx, target)
		if t := o.state.Load().token; o.opts.Account && t != nil && !t.anonymous() {
			o.tasks.Go(func() { o.readAccount(ctx, target, t) })
		}
		if late := time.Now().Add(-target.Interval / 10); late.After(last) {
			last = late
		}
		due = slots.after(last)
		last = due
		o.update(func(s *state) { s.next = due })
	}
}

// observe counts an exchange with the Hub. Only those about members tell of
// the quota: whoami has a strict limit of its own.
func (o *organization) observe(a huggingface.Attempt) {
	o.counters.attempt(a)
	if a.Endpoint != huggingface.EndpointMembers || len(a.RateLimits) == 0 {
		return
	}
	o.limits.Store(newRateLimits(o.name, a.RateLimits))
	o.tokens.of(a.Token).limits.Store(&a.RateLimits)
}

// parts are all that is shown of the organization now.
func (o *organization) parts() exposition.Parts {
	s := o.state.Load()
	shown := exposition.Parts{o.counters.series.Load(), s.status}
	if s.seats != nil && !s.stale(o.opts.Staleness) {
		shown = append(shown, s.data...)
	}
	if view := o.view(s); view.series != nil {
		shown = append(shown, view.series)
	}
	if limits := o.limits.Load(); limits != nil && !limits.stale(o.opts.Staleness) {
		shown = append(shown, limits.series)
	}
	return shown
}
