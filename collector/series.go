package collector

import (
	"maps"
	"slices"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"huggingface_exporter/exposition"
)

// constant makes a part of metrics that never change, and are not made either
// before somebody asks.
func constant(metrics func() []prometheus.Metric) *exposition.Part {
	return exposition.NewPart(prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
		registry := prometheus.NewRegistry()
		registry.MustRegister(constants(metrics))
		return registry.Gather()
	}))
}

// constants are a collector without descriptions, which the registry checks by
// their content alone.
type constants func() []prometheus.Metric

// Describe implements prometheus.Collector.
func (constants) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (c constants) Collect(ch chan<- prometheus.Metric) {
	for _, m := range c() {
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
