package app

import (
	"huggingface_exporter/collector"
	"huggingface_exporter/internal/config"
)

// newTarget is an organization of the configuration as serve polls it and as
// check tests it. It lacks the Hub.
func newTarget(o config.Organization) collector.Target {
	return collector.Target{Organization: o.Name, Interval: o.Interval, Timeout: o.Timeout, SeatLimit: o.SeatLimit}
}
