package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	commonconfig "github.com/prometheus/common/config"
	"go.yaml.in/yaml/v3"

	"huggingface_exporter/huggingface"
)

const defaultCurrency = "USD"

// checker turns what is written into what is used, and gathers what is wrong.
type checker struct {
	path, dir string
	root      *yaml.Node
	defaults  Defaults
	// tokenFiles reads the token files.
	tokenFiles *huggingface.TokenFiles
	problems   []problem
}

type problem struct {
	line int
	err  error
}

// wrong adds an error, unless it is nil, about a key, at the line of the deepest
// part of the key that the file has.
func (c *checker) wrong(key string, err error) {
	if err != nil {
		line, _ := find(c.root, key)
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
	interval := valueOf(c, "scrape_interval", &f.ScrapeInterval, c.defaults.Interval, ParsePositiveDuration)
	timeout := valueOf(c, "scrape_timeout", &f.ScrapeTimeout, c.defaults.Timeout, ParsePositiveDuration)
	if isSet(&f.ScrapeInterval) && isSet(&f.ScrapeTimeout) {
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
	c.tokens(organizations)
	return organizations
}

// noGaps finds empty items of the list: the library leaves them out.
func (c *checker) noGaps() {
	_, list := child(c.root, "organizations")
	if list == nil {
		return
	}
	for i, item := range list.Content {
		if !isSet(item) {
			c.wrongf(fmt.Sprintf("organizations[%d]", i), "empty item: add a name, or remove it")
		}
	}
}

func (c *checker) organization(key string, e *entry, interval, timeout time.Duration) Organization {
	o := Organization{
		Name:          e.Name,
		PageSize:      valueOf(c, key+".page_size", &e.PageSize, c.defaults.PageSize, ParsePageSize),
		SeatLimit:     valueOf(c, key+".seat_limit", &e.SeatLimit, 0, parseSeats),
		SeatPrice:     valueOf(c, key+".seat_price", &e.SeatPrice, 0, parsePrice),
		SeatCurrency:  valueOf(c, key+".seat_currency", &e.SeatCurrency, "", parseCurrency),
		DirectoryFile: cmp.Or(commonconfig.JoinDir(c.dir, e.DirectoryFile), c.defaults.DirectoryFile),
	}
	switch {
	case isSet(&e.SeatPrice):
		o.SeatCurrency = cmp.Or(o.SeatCurrency, defaultCurrency)
	case isSet(&e.SeatCurrency):
		c.wrongf(key+".seat_currency", "requires seat_price")
	}
	o.Interval, o.Timeout = c.times(key, e, interval, timeout)
	c.http(key, e)
	o.HTTP = e.HTTP
	o.TokenSource = c.tokenSource(e.Name, e.HTTP.Authorization)
	return o
}

// times returns the interval and the timeout. An inherited timeout gives way to
// a shorter interval; one that is set beside it must fit.
func (c *checker) times(key string, e *entry, interval, timeout time.Duration) (time.Duration, time.Duration) {
	interval = valueOf(c, key+".scrape_interval", &e.ScrapeInterval, interval, ParsePositiveDuration)
	timeout = valueOf(c, key+".scrape_timeout", &e.ScrapeTimeout, timeout, ParsePositiveDuration)
	c.wrong(key+".scrape_interval", checkInterval(interval, c.defaults.Staleness))
	if isSet(&e.ScrapeTimeout) {
		c.wrong(key+".scrape_timeout", checkTimeout(timeout, interval))
	}
	return interval, effectiveTimeout(timeout, interval)
}
