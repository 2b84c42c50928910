package collector

import (
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/go-kit/log"
	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/huggingface"
)

// Options say what a [Collector] reads and shows.
type Options struct {
	// Logger may be nil.
	Logger log.Logger
	// Staleness is how long the numbers of a complete scrape are shown while
	// later ones fail; 0 disables expiry.
	Staleness time.Duration
	// ResourceGroups shows the members of resource groups.
	ResourceGroups bool
	// Account reads plan, token and restrictions, at most hourly per token.
	Account bool
	// Overview reads the number of members that the Hub reports, after each
	// complete scrape.
	Overview bool
	// MemberInfo shows a series for each member.
	MemberInfo bool
	// PersonalData adds email and full name to MemberInfo.
	PersonalData bool
	// Explain says for the log what an error means and what to do about it,
	// given what is known of the account (nil: nothing). It may be nil.
	Explain func(err error, account *huggingface.Account) (cause, advice string)
}

// Collector polls organizations and is the prometheus.Collector of all that is
// known of them. It is safe for use by several goroutines.
type Collector struct {
	shared *shared
	began  time.Time

	applying sync.Mutex // held by Apply and Close

	mu     sync.Mutex // guards what follows
	closed bool
	// organizations are by name. The map is replaced and never changed.
	organizations map[string]*organization
	// awaited are the organizations of the start that were not yet tried.
	awaited map[string]*organization
	applied bool
}

// New returns a Collector that polls nothing until [Collector.Apply].
func New(opts Options) *Collector {
	if opts.Logger == nil {
		opts.Logger = log.NewNopLogger()
	}
	return &Collector{
		shared: &shared{opts: opts, infoDescs: newMemberInfoDescs(opts.PersonalData)},
		began:  time.Now(),
	}
}

// Apply makes targets, one for each organization, what is polled from now on.
// An organization whose target is equal to its last one is left alone. One
// whose target differs keeps its numbers and counters, and is scraped at once.
// One that is no longer in targets has no series and no goroutine left when
// Apply returns. Of several targets for one organization the first is used.
func (c *Collector) Apply(targets []Target) {
	c.applying.Lock()
	defer c.applying.Unlock()
	before, closed := c.current()
	if closed {
		return
	}
	now := make(map[string]*organization, len(targets))
	changed := make(map[*organization]Target)
	var ended []*organization
	for _, target := range targets {
		if _, twice := now[target.Organization]; twice {
			continue
		}
		o, known := before[target.Organization]
		switch {
		case !known:
			o = newOrganization(target.Organization, c.shared)
			changed[o] = target
		case o.target() != target:
			ended = append(ended, o)
			changed[o] = target
		}
		now[target.Organization] = o
	}
	for name, o := range before {
		if _, stays := now[name]; !stays {
			ended = append(ended, o)
		}
	}
	c.replace(now)
	stopAll(ended)
	for o, target := range changed {
		o.start(target, c.began)
	}
}

func (c *Collector) current() (organizations map[string]*organization, closed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.organizations, c.closed
}

func (c *Collector) replace(organizations map[string]*organization) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.organizations = organizations
	if !c.applied {
		c.applied, c.awaited = true, maps.Clone(organizations)
	}
	maps.DeleteFunc(c.awaited, func(name string, o *organization) bool { return organizations[name] != o })
}

// Close stops all polling and waits for its end. What was published stays.
// Afterwards [Collector.Apply] does nothing.
func (c *Collector) Close() {
	c.applying.Lock()
	defer c.applying.Unlock()
	c.mu.Lock()
	organizations, closed := c.organizations, c.closed
	c.closed = true
	c.mu.Unlock()
	if !closed {
		stopAll(slices.Collect(maps.Values(organizations)))
	}
}

func stopAll(organizations []*organization) {
	for _, o := range organizations {
		o.stop()
	}
	for _, o := range organizations {
		o.wait()
	}
}

// Observer returns what [huggingface.WithObserver] takes: it counts the
// requests made for one organization and keeps the rate limits. Requests for
// an organization that is not polled are not counted.
func (c *Collector) Observer(organization string) func(huggingface.Attempt) {
	return func(a huggingface.Attempt) {
		organizations, _ := c.current()
		if o, known := organizations[organization]; known {
			o.observe(a)
		}
	}
}

// Ready reports whether every organization of the first [Collector.Apply] has
// been tried once. It stays true from then on.
func (c *Collector) Ready() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	maps.DeleteFunc(c.awaited, func(_ string, o *organization) bool { return o.tried() })
	return len(c.awaited) == 0
}

// Describe implements prometheus.Collector.
func (c *Collector) Describe(ch chan<- *prometheus.Desc) {
	describe(counterDescs, ch)
	ch <- scrapeDurationDesc.Desc
	ch <- requestDurationDesc.Desc
	describe(pollingGauges, ch)
	describe(snapshotGauges, ch)
	describe(overviewGauges, ch)
	describe(accountGauges, ch)
	describe(rateLimitGauges, ch)
	if c.shared.opts.MemberInfo {
		ch <- c.shared.infoDescs.member.Desc
		ch <- c.shared.infoDescs.group.Desc
	}
}

// Collect implements prometheus.Collector. It waits for nothing.
//
// The registry sorts the metrics, which is fast for those that are in order
// already. Labels are compared in the order of their names: code is compared
// before organization, and organization before role.
func (c *Collector) Collect(ch chan<- prometheus.Metric) {
	organizations, _ := c.current()
	names := slices.Sorted(maps.Keys(organizations))
	counters := make([][]prometheus.Metric, len(names))
	longest := 0
	for i, name := range names {
		counters[i] = organizations[name].counters.collected(&c.shared.freezer)
		longest = max(longest, len(counters[i]))
	}
	for i := range longest {
		for _, metrics := range counters {
			if i < len(metrics) {
				ch <- metrics[i]
			}
		}
	}
	for _, name := range names {
		organizations[name].collect(ch)
	}
}
