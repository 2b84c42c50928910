package collector

import (
	"time"

	"github.com/go-kit/log"
	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/huggingface"
)

// Options say what a [Collector] reads and shows.
type Options struct {
	// Logger may be nil.
	Logger log.Logger
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

// Collector polls organizations and is the prometheus.Collector of all that is
// known of them. It is safe for use by several goroutines.
type Collector struct {
	opts Options
}

// New returns a Collector that polls nothing until [Collector.Apply].
func New(opts Options) *Collector { return &Collector{opts: opts} }

// Apply makes targets, one for each organization, what is polled from now on.
func (c *Collector) Apply(targets []Target) {}

// Close stops all polling and waits for its end.
func (c *Collector) Close() {}

// Observer returns what [huggingface.WithObserver] takes: it counts the
// requests made for one organization and keeps the rate limits.
func (c *Collector) Observer(organization string) func(huggingface.Attempt) {
	return func(huggingface.Attempt) {}
}

// Ready reports whether every organization has been tried once.
func (c *Collector) Ready() bool { return false }

// Status tells of every organization, sorted by name.
func (c *Collector) Status() []Status { return nil }

// Describe implements prometheus.Collector.
func (c *Collector) Describe(ch chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (c *Collector) Collect(ch chan<- prometheus.Metric) {}
