package collector

import (
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/exposition"
	"huggingface_exporter/huggingface"
)

// counters are the cumulative metrics of one organization. Each organization
// has vectors of its own, alike but for the label's value: they go when it
// goes, and a request that ends late cannot bring a series back.
type counters struct {
	scrapes        *prometheus.CounterVec
	scrapeErrors   *prometheus.CounterVec
	scrapeDuration *prometheus.HistogramVec

	requests        *prometheus.CounterVec
	requestDuration *prometheus.HistogramVec

	joined, left  *prometheus.CounterVec
	roleChanges   *prometheus.CounterVec
	accountErrors *prometheus.CounterVec

	organization string
	registry     *prometheus.Registry
	// series are what the registry has, a new part after every change.
	series atomic.Pointer[exposition.Part]
}

func newCounters(organization string) *counters {
	c := &counters{
		organization: organization,
		registry:     prometheus.NewRegistry(),

		scrapes: newCounter("huggingface_scrapes_total",
			"Scrapes of the organization that were begun."),
		scrapeErrors: newCounter("huggingface_scrape_errors_total",
			"Scrapes that failed, by the HTTP status of the request that made them fail, or timeout, connection, response (an answer that cannot be used) or token (none could be read).", "code"),
		scrapeDuration: newHistogram("huggingface_scrape_duration_seconds",
			"How long scrapes took, completed or not, all pages and retries included.",
			.1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120, 300),
		requests: newCounter("huggingface_api_requests_total",
			"HTTP requests to the Hub, each retry counted, by the status of the answer, or timeout, connection or response where there was none to use.", "code"),
		requestDuration: newHistogram("huggingface_api_request_duration_seconds",
			"How long HTTP requests to the Hub took up to the headers of the answer.",
			.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30),
		joined: newCounter("huggingface_organization_members_joined_total",
			"Members who were in a complete scrape and not in the complete one before it, since the start of polling."),
		left: newCounter("huggingface_organization_members_left_total",
			"Members who were no longer in a complete scrape but in the complete one before it, since the start of polling."),
		roleChanges: newCounter("huggingface_organization_role_changes_total",
			"Members whose disclosed role differed between two complete scrapes, since the start of polling.", "from", "to"),
		accountErrors: newCounter("huggingface_account_errors_total",
			"Failed attempts to read the account behind the token, by code as for scrape errors. They make no scrape fail.", "code"),
	}
	c.registry.MustRegister(c.all()...)
	return c
}

// change makes a change, and only then a new part: what somebody gathers in
// between is gathered again.
func (c *counters) change(apply func()) {
	apply()
	c.series.Store(exposition.NewPart(c.registry))
}

// start makes the series that are zero from the beginning, so that their first
// increase is seen as one.
func (c *counters) start(account bool) {
	c.change(func() {
		c.scrapes.WithLabelValues(c.organization)
		c.scrapeDuration.WithLabelValues(c.organization)
		c.requestDuration.WithLabelValues(c.organization)
		c.joined.WithLabelValues(c.organization)
		c.left.WithLabelValues(c.organization)
		for _, code := range []string{"401", "403", "404"} {
			c.scrapeErrors.WithLabelValues(c.organization, code)
		}
		if account {
			for _, code := range []string{"401", "429"} {
				c.accountErrors.WithLabelValues(c.organization, code)
			}
		}
	})
}

func (c *counters) scrapeBegan() {
	c.change(func() { c.scrapes.WithLabelValues(c.organization).Inc() })
}

func (c *counters) scrapeEnded(took time.Duration) {
	c.change(func() { c.scrapeDuration.WithLabelValues(c.organization).Observe(took.Seconds()) })
}

func (c *counters) scrapeFailed(code string) {
	c.change(func() { c.scrapeErrors.WithLabelValues(c.organization, code).Inc() })
}

func (c *counters) accountFailed(code string) {
	c.change(func() { c.accountErrors.WithLabelValues(c.organization, code).Inc() })
}

func (c *counters) attempt(a huggingface.Attempt) {
	c.change(func() {
		c.requests.WithLabelValues(c.organization, a.Code).Inc()
		c.requestDuration.WithLabelValues(c.organization).Observe(a.Duration.Seconds())
	})
}

func (c *counters) churn(ch churn) {
	c.change(func() {
		c.joined.WithLabelValues(c.organization).Add(float64(ch.joined))
		c.left.WithLabelValues(c.organization).Add(float64(ch.left))
		for change, n := range ch.changed {
			c.roleChanges.WithLabelValues(c.organization, change.from.String(), change.to.String()).Add(float64(n))
		}
	})
}

func (c *counters) all() []prometheus.Collector {
	return []prometheus.Collector{
		c.scrapes, c.scrapeErrors, c.scrapeDuration, c.requests, c.requestDuration,
		c.joined, c.left, c.roleChanges, c.accountErrors,
	}
}

func newCounter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, append([]string{"organization"}, labels...))
}

func newHistogram(name, help string, buckets ...float64) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, []string{"organization"})
}
