package config

import (
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/common/model"
)

// Defaults are the values of the flags, for what an organization does not set.
type Defaults struct {
	Interval time.Duration
	// Timeout bounds a scrape; 0 stands for the interval.
	Timeout time.Duration
	// Staleness is the age at which metrics expire, which no interval may
	// exceed; 0 stands for never.
	Staleness time.Duration
	PageSize  int // AutoPageSize, or members per request
	// DirectoryFile is the directory file; "" for none.
	DirectoryFile string
}

// Check reports values that contradict each other, by their flags. With a
// configuration file, [Load] checks them together with those of the file.
func (d Defaults) Check() error {
	if err := checkTimeout(d.Timeout, d.Interval); err != nil {
		return fmt.Errorf("--scrape.timeout=%s: %w", model.Duration(d.Timeout), err)
	}
	if err := checkInterval(d.Interval, d.Staleness); err != nil {
		return fmt.Errorf("--scrape.interval=%s: %w", model.Duration(d.Interval), err)
	}
	return nil
}

func checkTimeout(timeout, interval time.Duration) error {
	if timeout > interval {
		return fmt.Errorf("must not be longer than the scrape interval (%s): scrapes of one organization never overlap", model.Duration(interval))
	}
	return nil
}

func checkInterval(interval, staleness time.Duration) error {
	if staleness > 0 && interval > staleness {
		return fmt.Errorf("must not be longer than --scrape.staleness (%s), or metrics would expire between two scrapes; raise it, or disable expiry with 0",
			model.Duration(staleness))
	}
	return nil
}

// effectiveTimeout is the interval where no shorter timeout is known.
func effectiveTimeout(timeout, interval time.Duration) time.Duration {
	if timeout == 0 {
		return interval
	}
	return min(timeout, interval)
}

// ParseDuration reads a duration as Prometheus writes it.
func ParseDuration(s string) (time.Duration, error) {
	d, err := model.ParseDuration(s)
	if err != nil {
		return 0, errors.New("not a valid duration (for example 30s, 5m or 1h30m)")
	}
	return time.Duration(d), nil
}

// ParsePositiveDuration reads a duration longer than zero.
func ParsePositiveDuration(s string) (time.Duration, error) {
	d, err := ParseDuration(s)
	if err == nil && d == 0 {
		err = errors.New("must be longer than zero (for example 30s or 5m)")
	}
	return d, err
}
