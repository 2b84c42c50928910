package collector

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-kit/log"
	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/huggingface"
)

// Options say what a [Collector] reads and shows.
type Options struct {
	// Logger may be nil.
	Logger log.Logger
	// Explain returns in one line each what an error of the Hub's client
	// means, and what to do. The account is nil where it is not known. May be
	// nil: then only the error is logged.
	Explain func(err error, account *huggingface.Account) (cause, advice string)
	// Staleness is how long the numbers of a complete scrape are shown when
	// no later one completes; 0 for ever.
	Staleness time.Duration
	// ResourceGroups shows the members of resource groups.
	ResourceGroups bool
	// Account reads plan, token and restrictions, at most hourly per token.
	Account bool
	// MemberInfo shows a series for each member.
	MemberInfo bool
	// PersonalData adds email and full name to MemberInfo.
	PersonalData bool
}

// Collector polls organizations and has the metrics of all that is known of
// them. It is safe for use by several goroutines.
type Collector struct {
	opts   Options
	tokens tokens
	began  time.Time

	applying sync.Mutex // held by Apply and Close
	closed   bool
	// organizations is by name. The map is replaced and never changed, so
	// that readers need no lock.
	organizations atomic.Pointer[map[string]*organization]
}

// New returns a Collector that polls nothing until [Collector.Apply].
func New(opts Options) *Collector {
	if opts.Logger == nil {
		opts.Logger = log.NewNopLogger()
	}
	c := &Collector{opts: opts, began: time.Now()}
	c.organizations.Store(&map[string]*organization{})
	return c
}

// Apply makes targets, one for each organization, what is polled from now on.
// An organization whose target is equal to its last one is left alone. One
// whose target differs keeps its numbers and counters, and is scraped at once.
// One that is in targets no more has no series and no goroutine left when
// Apply returns.
func (c *Collector) Apply(targets []Target) {
	c.applying.Lock()
	defer c.applying.Unlock()
	if c.closed {
		return
	}
	before := *c.organizations.Load()
	now := make(map[string]*organization, len(targets))
	changed := make(map[*organization]Target)
	var ended []*organization
	for _, target := range targets {
		o, known := before[target.Organization]
		switch {
		case !known:
			o = newOrganization(target.Organization, &c.opts, &c.tokens)
			changed[o] = target
		case o.state.Load().target != target:
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
	c.organizations.Store(&now)
	stopAll(ended)
	for o, target := range changed {
		o.start(target, c.began)
	}
}

// Close stops all polling for good and waits for its end. What was published
// stays.
func (c *Collector) Close() {
	c.applying.Lock()
	defer c.applying.Unlock()
	if !c.closed {
		c.closed = true
		stopAll(slices.Collect(maps.Values(*c.organizations.Load())))
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
		if o, known := (*c.organizations.Load())[organization]; known {
			o.observe(a)
		}
	}
}

// Ready reports whether every organization has been tried once.
func (c *Collector) Ready() bool {
	for _, o := range *c.organizations.Load() {
		if !o.state.Load().tried() {
			return false
		}
	}
	return true
}

// Describe tells of all the metrics that [Collector.Parts] may have.
func (c *Collector) Describe(ch chan<- *prometheus.Desc) {
	for _, counter := range newCounters("").all() {
		counter.Describe(ch)
	}
	describe(stateFamilies, ch)
	describe(seatFamilies, ch)
	describe(groupFamilies, ch)
	describe(accountFamilies, ch)
	describe(rateLimitFamilies, ch)
	if c.opts.MemberInfo {
		newMemberInfo(c.opts.PersonalData).describe(ch)
	}
}
