package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	commonconfig "github.com/prometheus/common/config"
	"go.yaml.in/yaml/v3"
)

const defaultCurrency = "USD"

// checker turns what is written into what is used, and gathers what is wrong.
type checker struct {
	path, dir string
	root      *yaml.Node
	defaults  Defaults
	problems  []problem
}

type problem struct {
	line int
	err  error
}

// wrong adds an error, unless it is nil, about a key, at the line of the deepest
// part of the key that the file has.
func (c *checker) wrong(key string, err error) {
	if err != nil {
		line := lineOf(c.root, key)
		c.problems = append(c.problems, problem{line, fmt.Errorf("%s:%d: %s: %w", c.path, line, key, err)})
	}
}

func (c *checker) wrongf(key, format string, args ...any) {
	c.wrong(key, fmt.Errorf(format, args...))
}

// err joins what is wrong, in the order of the file.
func (c *checker) err() error {
	slices.SortStableFunc(c.problems, func(a, b problem) int { return cmp.Compare(a.line, b.line) })
	var errs []error
	for _, p := range c.problems {
		errs = append(errs, p.err)
	}
	return errors.Join(errs...)
}

func (c *checker) file(f *file) []Organization {
	c.wrong("scrape_interval", f.ScrapeInterval.err)
	c.wrong("scrape_timeout", f.ScrapeTimeout.err)
	interval, timeout := f.ScrapeInterval.or(c.defaults.Interval), f.ScrapeTimeout.or(c.defaults.Timeout)
	if f.ScrapeInterval.set && f.ScrapeTimeout.set {
		c.wrong("scrape_timeout", checkTimeout(timeout, interval))
	}
	c.noGaps()
	if len(f.Organizations) == 0 {
		c.wrongf("organizations", "must be a list of at least one organization, each with a name")
	}
	var organizations []Organization
	seen := names{}
	for i := range f.Organizations {
		e, key := &f.Organizations[i], fmt.Sprintf("organizations[%d]", i)
		c.wrong(key+".name", seen.add(e.Name, key))
		organizations = append(organizations, c.organization(key, e, interval, timeout))
	}
	return organizations
}

// noGaps finds empty items of the list: the library leaves them out.
func (c *checker) noGaps() {
	_, list := child(c.root, "organizations")
	if list == nil {
		return
	}
	for i, item := range list.Content {
		if resolve(item).Tag == "!!null" {
			c.wrongf(fmt.Sprintf("organizations[%d]", i), "empty item: add a name, or remove it")
		}
	}
}

func (c *checker) organization(key string, e *entry, interval, timeout time.Duration) Organization {
	o := Organization{
		Name: e.Name, PageSize: e.PageSize.or(c.defaults.PageSize), SeatLimit: e.SeatLimit.or(0), SeatPrice: e.SeatPrice.or(0),
		DirectoryFile: cmp.Or(commonconfig.JoinDir(c.dir, e.DirectoryFile), c.defaults.DirectoryFile),
	}
	for name, err := range map[string]error{
		"page_size": e.PageSize.err, "seat_limit": e.SeatLimit.err, "seat_price": e.SeatPrice.err, "seat_currency": e.SeatCurrency.err,
	} {
		c.wrong(key+"."+name, err)
	}
	switch {
	case e.SeatPrice.set:
		o.SeatCurrency = e.SeatCurrency.or(defaultCurrency)
	case e.SeatCurrency.set:
		c.wrongf(key+".seat_currency", "requires seat_price")
	}
	o.Interval, o.Timeout = c.times(key, e, interval, timeout)
	c.http(key, e)
	o.HTTP = e.HTTP
	c.token(key, o)
	return o
}

// times returns the interval and the timeout. An inherited timeout gives way to
// a shorter interval; one that is set beside it must fit.
func (c *checker) times(key string, e *entry, interval, timeout time.Duration) (time.Duration, time.Duration) {
	c.wrong(key+".scrape_interval", e.ScrapeInterval.err)
	c.wrong(key+".scrape_timeout", e.ScrapeTimeout.err)
	interval, timeout = e.ScrapeInterval.or(interval), e.ScrapeTimeout.or(timeout)
	c.wrong(key+".scrape_interval", checkInterval(interval, c.defaults.Staleness))
	if e.ScrapeTimeout.set {
		c.wrong(key+".scrape_timeout", checkTimeout(timeout, interval))
	}
	return interval, effectiveTimeout(timeout, interval)
}
