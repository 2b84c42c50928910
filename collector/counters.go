package collector

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/huggingface"
)

// counters are the cumulative metrics of one organization. They go when it
// goes, and a request that ends late cannot bring a series back.
type counters struct {
	organization string

	mu sync.Mutex // guards what follows

	scrapes, joined, left           float64
	scrapeErrors, requests          map[string]float64 // by code
	readingErrors                   map[readingError]float64
	roleChanges                     map[roleChange]float64
	scrapeDuration, requestDuration histogram

	metrics []prometheus.Metric // made of the above; nil if it has changed
}

type readingError struct{ collector, code string }

func (e readingError) compare(other readingError) int {
	return cmp.Or(cmp.Compare(e.code, other.code), cmp.Compare(e.collector, other.collector))
}

var counterDescs = []metricDesc[*counters]{
	{
		newDesc("huggingface_scrapes_total", "Total number of scrapes started."),
		func(c *counters, add addSample) { add(c.scrapes) },
	}, {
		newDesc("huggingface_organization_members_joined_total",
			"Total number of members found by a complete scrape and not by the complete scrape before it."),
		func(c *counters, add addSample) { add(c.joined) },
	}, {
		newDesc("huggingface_organization_members_left_total",
			"Total number of members not found by a complete scrape and found by the complete scrape before it."),
		func(c *counters, add addSample) { add(c.left) },
	}, {
		newDesc("huggingface_scrape_errors_total",
			"Total number of failed scrapes, by the HTTP status of the request that failed, or timeout, connection, response (unusable answer) or token (unreadable token).", "code"),
		func(c *counters, add addSample) { addByCode(add, c.scrapeErrors) },
	}, {
		newDesc("huggingface_api_requests_total",
			"Total number of HTTP requests to the Hub, including retries, by the status of the answer, or timeout, connection or response without a usable answer.", "code"),
		func(c *counters, add addSample) { addByCode(add, c.requests) },
	}, {
		newDesc("huggingface_collector_errors_total",
			"Total number of failed readings that fail no scrape, by collector (account, overview, directory) and code as in huggingface_scrape_errors_total.", "collector", "code"),
		func(c *counters, add addSample) {
			for _, e := range slices.SortedFunc(maps.Keys(c.readingErrors), readingError.compare) {
				add(c.readingErrors[e], e.collector, e.code)
			}
		},
	}, {
		newDesc("huggingface_organization_role_changes_total",
			"Total number of members whose disclosed role differs between two consecutive complete scrapes.", "from", "to"),
		func(c *counters, add addSample) {
			for change, n := range c.roleChanges {
				add(n, change.from.String(), change.to.String())
			}
		},
	},
}

var (
	scrapeDurationDesc = newDesc("huggingface_scrape_duration_seconds",
		"Duration of scrapes, completed or failed, including all pages and retries.")
	requestDurationDesc = newDesc("huggingface_api_request_duration_seconds",
		"Duration of HTTP requests to the Hub until the headers of the answer.")
)

func addByCode(add addSample, counts map[string]float64) {
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		add(counts[code], code)
	}
}

// newCounters creates the series that are 0 from the beginning, so that their
// first increase is seen as one.
func newCounters(organization string, opts *Options) *counters {
	c := &counters{
		organization:    organization,
		scrapeErrors:    make(map[string]float64),
		requests:        make(map[string]float64),
		readingErrors:   make(map[readingError]float64),
		roleChanges:     make(map[roleChange]float64),
		scrapeDuration:  newHistogram(.25, 1, 5, 15, 60, 300),
		requestDuration: newHistogram(.05, .1, .25, .5, 1, 5, 30),
	}
	for _, code := range []string{
		"401", "402", "403", "404", "429", "500", "502", "503", "504",
		huggingface.CodeTimeout, huggingface.CodeConnection, huggingface.CodeResponse, huggingface.CodeToken,
	} {
		c.scrapeErrors[code] = 0
	}
	if opts.Account {
		c.reads(collectorAccount, readingCodes()...)
	}
	if opts.Overview {
		c.reads(collectorOverview, readingCodes()...)
	}
	return c
}

// readingCodes are the failures of readings to be expected while scrapes
// complete.
func readingCodes() []string {
	return []string{"429", "503", huggingface.CodeTimeout, huggingface.CodeConnection, huggingface.CodeResponse}
}

// reads makes the failures of a collector be 0 from the beginning.
func (c *counters) reads(collector string, codes ...string) {
	c.change(func() {
		for _, code := range codes {
			c.readingErrors[readingError{collector, code}] += 0
		}
	})
}

func (c *counters) readingFailed(collector, code string) {
	c.change(func() { c.readingErrors[readingError{collector, code}]++ })
}

func (c *counters) scrapeBegan() { c.change(func() { c.scrapes++ }) }

func (c *counters) scrapeEnded(took time.Duration) {
	c.change(func() { c.scrapeDuration.observe(took) })
}

func (c *counters) scrapeFailed(code string) { c.change(func() { c.scrapeErrors[code]++ }) }

func (c *counters) attempt(a huggingface.Attempt) {
	c.change(func() {
		c.requests[a.Code]++
		c.requestDuration.observe(a.Duration)
	})
}

func (c *counters) churn(ch churn) {
	c.change(func() {
		c.joined += float64(ch.joined)
		c.left += float64(ch.left)
		for change, n := range ch.changed {
			c.roleChanges[change] += float64(n)
		}
	})
}

func (c *counters) change(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f()
	c.metrics = nil
}

// collected are the counters as they are now.
func (c *counters) collected(f *freezer) []prometheus.Metric {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.metrics == nil {
		c.metrics = append(metricsOf(f.counter, counterDescs, c.organization, c),
			f.histogram(scrapeDurationDesc, &c.scrapeDuration, c.organization),
			f.histogram(requestDurationDesc, &c.requestDuration, c.organization))
	}
	return c.metrics
}
