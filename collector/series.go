package collector

import (
	"maps"
	"slices"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"huggingface_exporter/exposition"
)

// constants is a collector of metrics that do not change.
type constants struct {
	describe func(chan<- *prometheus.Desc)
	metrics  func() []prometheus.Metric
}

// part is the constants as a registry has checked them. They are not made
// before somebody asks.
func (c constants) part() *exposition.Part {
	return exposition.NewPart(prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
		registry := prometheus.NewPedanticRegistry()
		registry.MustRegister(c)
		return registry.Gather()
	}))
}

// Describe implements prometheus.Collector.
func (c constants) Describe(ch chan<- *prometheus.Desc) { c.describe(ch) }

// Collect implements prometheus.Collector.
func (c constants) Collect(ch chan<- prometheus.Metric) {
	for _, m := range c.metrics() {
		ch <- m
	}
}

// Parts are all that is shown of the organizations now. It waits for nothing.
// The label organization keeps the series of one apart from those of another.
func (c *Collector) Parts() exposition.Parts {
	organizations := *c.organizations.Load()
	var parts exposition.Parts
	for _, name := range slices.Sorted(maps.Keys(organizations)) {
		parts = append(parts, organizations[name].parts()...)
	}
	return parts
}
