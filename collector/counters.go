package collector

import (
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/huggingface"
)

// counters are the cumulative metrics of one organization. Each organization
// has vectors of its own, alike but for the label's value: they go when it
// goes, and a request that ends late cannot bring a series back.
type counters struct {
	organization string

	scrapes        *prometheus.CounterVec
	scrapeErrors   *prometheus.CounterVec
	scrapeDuration *prometheus.HistogramVec

	requests        *prometheus.CounterVec
	requestDuration *prometheus.HistogramVec

	joined, left    *prometheus.CounterVec
	roleChanges     *prometheus.CounterVec
	collectorErrors *prometheus.CounterVec
}

func newCounters(organization string) *counters {
	return &counters{
		organization: organization,

		scrapes: newCounter("huggingface_scrapes_total",
			"Total number of scrapes started."),
		scrapeErrors: newCounter("huggingface_scrape_errors_total",
			"Total number of failed scrapes, by the HTTP status of the request that failed, or timeout, connection, response (unusable answer) or token (unreadable token).", "code"),
		scrapeDuration: newHistogram("huggingface_scrape_duration_seconds",
			"Duration of scrapes, completed or failed, including all pages and retries.",
			.1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120, 300),
		requests: newCounter("huggingface_api_requests_total",
			"Total number of HTTP requests to the Hub, including retries, by the status of the answer, or timeout, connection or response without a usable answer.", "code"),
		requestDuration: newHistogram("huggingface_api_request_duration_seconds",
			"Duration of HTTP requests to the Hub until the headers of the answer.",
			.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30),
		joined: newCounter("huggingface_organization_members_joined_total",
			"Total number of members found by a complete scrape and not by the complete scrape before it."),
		left: newCounter("huggingface_organization_members_left_total",
			"Total number of members not found by a complete scrape and found by the complete scrape before it."),
		roleChanges: newCounter("huggingface_organization_role_changes_total",
			"Total number of members whose disclosed role differs between two consecutive complete scrapes.", "from", "to"),
		collectorErrors: newCounter("huggingface_collector_errors_total",
			"Total number of failed readings that fail no scrape, by collector (account, overview, directory) and code as in huggingface_scrape_errors_total.", "collector", "code"),
	}
}

// start creates the series that are 0 from the beginning, so that their first
// increase is seen as one.
func (c *counters) start(opts *Options) {
	c.scrapes.WithLabelValues(c.organization)
	c.scrapeDuration.WithLabelValues(c.organization)
	c.requestDuration.WithLabelValues(c.organization)
	c.joined.WithLabelValues(c.organization)
	c.left.WithLabelValues(c.organization)
	statuses := []string{"401", "402", "403", "404", "429", "500", "502", "503", "504"}
	words := []string{huggingface.CodeTimeout, huggingface.CodeConnection, huggingface.CodeResponse}
	codes := slices.Concat(statuses, words)
	for _, code := range append(codes, huggingface.CodeToken) {
		c.scrapeErrors.WithLabelValues(c.organization, code)
	}
	for name, collected := range map[string]bool{collectorAccount: opts.Account, collectorOverview: opts.Overview} {
		if !collected {
			continue
		}
		for _, code := range codes {
			c.collectorErrors.WithLabelValues(c.organization, name, code)
		}
	}
}

func (c *counters) scrapeBegan() { c.scrapes.WithLabelValues(c.organization).Inc() }

func (c *counters) scrapeEnded(took time.Duration) {
	c.scrapeDuration.WithLabelValues(c.organization).Observe(took.Seconds())
}

func (c *counters) scrapeFailed(code string) {
	c.scrapeErrors.WithLabelValues(c.organization, code).Inc()
}

func (c *counters) attempt(a huggingface.Attempt) {
	c.requests.WithLabelValues(c.organization, a.Code).Inc()
	c.requestDuration.WithLabelValues(c.organization).Observe(a.Duration.Seconds())
}

func (c *counters) churn(ch churn) {
	c.joined.WithLabelValues(c.organization).Add(float64(ch.joined))
	c.left.WithLabelValues(c.organization).Add(float64(ch.left))
	for change, n := range ch.changed {
		c.roleChanges.WithLabelValues(c.organization, change.from.String(), change.to.String()).Add(float64(n))
	}
}

func (c *counters) all() []prometheus.Collector {
	return []prometheus.Collector{
		c.scrapes, c.scrapeErrors, c.scrapeDuration, c.requests, c.requestDuration,
		c.joined, c.left, c.roleChanges, c.collectorErrors,
	}
}

func newCounter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, append([]string{"organization"}, labels...))
}

func newHistogram(name, help string, buckets ...float64) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, []string{"organization"})
}
