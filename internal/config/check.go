package config

import (
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"
)

// checker turns what is written into what counts, and gathers what is wrong.
type checker struct {
	path     string
	root     *yaml.Node
	defaults Defaults
	errs     []error
}

// wrong adds an error, unless it is nil, about a key, at the line of the deepest
// part of the key that the file has.
func (c *checker) wrong(key string, err error) {
	if err == nil {
		return
	}
	line := lineOf(c.root, key)
	c.errs = append(c.errs, fmt.Errorf("%s:%d: %s: %w", c.path, line, key, err))
}

func (c *checker) wrongf(key, format string, args ...any) {
	c.wrong(key, fmt.Errorf(format, args...))
}

func (c *checker) file(f *file, dir string) []Organization {
	interval := c.duration("scrape_interval", f.ScrapeInterval, c.defaults.Interval)
	timeout := c.duration("scrape_timeout", f.ScrapeTimeout, c.defaults.Timeout)
	if f.ScrapeInterval.set && f.ScrapeTimeout.set {
		c.wrong("scrape_timeout", checkTimeout(timeout, interval))
	}
	c.noGaps()
	if len(f.Organizations) == 0 {
		c.wrongf("organizations", "it must be a list with at least one organization, each with a name")
	}
	var organizations []Organization
	seen := names{}
	for i := range f.Organizations {
		e, key := &f.Organizations[i], fmt.Sprintf("organizations[%d]", i)
		organization := Organization{Name: e.Name}
		organization.Interval, organization.Timeout = c.times(key, e, interval, timeout)
		organization.SeatLimit = c.seatLimit(key, e)
		c.http(key, e, dir)
		organization.HTTP = e.HTTP
		c.wrong(key+".name", seen.add(e.Name, key))
		c.token(key, organization)
		organizations = append(organizations, organization)
	}
	return organizations
}

// noGaps finds items of the list with nothing in them: the library leaves them
// out.
func (c *checker) noGaps() {
	_, list := child(c.root, "organizations")
	if list == nil {
		return
	}
	for i, item := range list.Content {
		if item.Tag == "!!null" {
			c.wrongf(fmt.Sprintf("organizations[%d]", i), "it is empty: give it a name, or remove it")
		}
	}
}

func (c *checker) duration(key string, d duration, otherwise time.Duration) time.Duration {
	c.wrong(key, d.err)
	if !d.set {
		return otherwise
	}
	return d.Duration
}

// times gives the interval and the timeout. A timeout that is inherited gives
// way to a short interval; one that is written beside it must fit.
func (c *checker) times(key string, e *entry, interval, timeout time.Duration) (time.Duration, time.Duration) {
	interval = c.duration(key+".scrape_interval", e.ScrapeInterval, interval)
	c.wrong(key+".scrape_interval", checkInterval(interval, c.defaults.Staleness))
	timeout = c.duration(key+".scrape_timeout", e.ScrapeTimeout, timeout)
	if e.ScrapeTimeout.set {
		c.wrong(key+".scrape_timeout", checkTimeout(timeout, interval))
	}
	return interval, effectiveTimeout(timeout, interval)
}

func (c *checker) seatLimit(key string, e *entry) int {
	if e.SeatLimit.set && e.SeatLimit.value < 1 {
		c.wrongf(key+".seat_limit", "it must be the number of seats in the contract, a whole number from 1; leave it out where there is no limit")
	}
	return e.SeatLimit.value
}
