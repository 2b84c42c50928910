package collector

import (
	"context"
	"sync"
	"time"

	"github.com/go-kit/log"
	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/huggingface"
)

// shared is what organizations have in common.
type shared struct {
	opts       Options
	identities Identities
	quotas     quotas
	infoDescs  memberInfoDescs
	freezer    freezer
}

// organization is one that is polled.
type organization struct {
	name     string
	shared   *shared
	logger   log.Logger
	counters *counters

	// Used by the poller alone.
	members  memberSet
	failures failures
	sizes    pageSizer

	// Used by the companion alone: [Identification.Next] of the last failure
	// that was counted.
	accountFailed time.Time

	mu      sync.Mutex
	polling polling // guarded by mu

	cancel context.CancelFunc
	tasks  sync.WaitGroup
}

func newOrganization(name string, s *shared) *organization {
	o := &organization{
		name: name, shared: s,
		logger:   log.With(s.opts.Logger, "organization", name),
		counters: newCounters(name, &s.opts),
	}
	return o
}

// start polls target from now on, in slots that are counted from an anchor.
func (o *organization) start(target Target, anchor time.Time) {
	o.update(func(p *polling) {
		p.target = target
		p.schedule(time.Now())
	})
	if target.Directory != nil {
		o.counters.reads(collectorDirectory, codeFile)
	}
	ctx, cancel := context.WithCancel(context.Background())
	o.cancel = cancel
	scraped := make(chan scrapeEnd, 1)
	o.tasks.Go(func() { o.poll(ctx, target, newSchedule(anchor, o.name, target.Interval), scraped) })
	o.tasks.Go(func() { o.accompany(ctx, target, scraped) })
}

// stop asks the goroutines to end; wait waits until they have.
func (o *organization) stop() { o.cancel() }
func (o *organization) wait() { o.tasks.Wait() }

// poll scrapes at once and then in each slot. A scrape that takes longer than
// the interval skips slots; one that ends just past a slot, as those do that
// time out after one interval, is followed by the next at once.
func (o *organization) poll(ctx context.Context, target Target, slots schedule, scraped chan scrapeEnd) {
	due := time.Now()
	last := due.Add(target.Interval / 2) // A slot nearer than that would repeat the first scrape.
	for sleepUntil(ctx, due) && o.awaitQuota(ctx, target) {
		o.update((*polling).begin)
		completed := o.scrape(ctx, target)
		if ctx.Err() != nil {
			return
		}
		notify(scraped, completed)
		if late := time.Now().Add(-target.Interval / 10); late.After(last) {
			last = late
		}
		due = slots.after(last)
		last = due
		o.update(func(p *polling) { p.schedule(due) })
	}
}

// update changes what is known of the organization.
func (o *organization) update(change func(*polling)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	change(&o.polling)
	o.polling.metrics.polling = metricsOf(o.shared.freezer.gauge, pollingGauges, o.name, &o.polling)
}

func (o *organization) lastSnapshot() *Snapshot {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.polling.snapshot
}

// observe counts an exchange with the Hub. Only those about members tell of the
// quota: whoami has a strict limit of its own.
func (o *organization) observe(a huggingface.Attempt) {
	o.counters.attempt(a)
	if a.Endpoint != huggingface.EndpointMembers || len(a.RateLimits) == 0 {
		return
	}
	o.shared.quotas.note(a.Token, a.RateLimits)
	o.mu.Lock()
	defer o.mu.Unlock()
	o.polling.limits, o.polling.limitsAt, o.polling.metrics.limits = a.RateLimits, time.Now(), nil
}

// collect sends all metrics but the counters.
func (o *organization) collect(ch chan<- prometheus.Metric) {
	o.mu.Lock()
	metrics, members := o.polling.collected(&o.shared.freezer, o.shared.opts.Staleness)
	o.mu.Unlock()
	for _, m := range metrics {
		ch <- m
	}
	if members == nil {
		return
	}
	for _, m := range members() {
		ch <- m
	}
}
