package collector

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// series are some of an organization's series, as a registry has gathered and
// checked them.
type series func() ([]*dto.MetricFamily, error)

// once gathers at the first call and keeps the result: Prometheus asks for
// series far more often than they change.
func once(g prometheus.Gatherer) series {
	return sync.OnceValues(g.Gather)
}

// constant makes series of metrics that never change, and are not made either
// before somebody asks.
func constant(metrics func() []prometheus.Metric) series {
	return once(prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
		registry := prometheus.NewRegistry()
		registry.MustRegister(constants(metrics()))
		return registry.Gather()
	}))
}

// constants are a collector without descriptions, which the registry checks by
// their content alone.
type constants []prometheus.Metric

func (constants) Describe(chan<- *prometheus.Desc) {}

func (c constants) Collect(ch chan<- prometheus.Metric) {
	for _, m := range c {
		ch <- m
	}
}

// Gather implements prometheus.Gatherer. It waits for nothing. The label
// organization keeps the series of one organization apart from those of
// another, so what was checked for each needs no second check here.
func (c *Collector) Gather() ([]*dto.MetricFamily, error) {
	organizations := *c.organizations.Load()
	merged := make(map[string]*dto.MetricFamily)
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(organizations)) {
		for _, gather := range organizations[name].series() {
			families, err := gather()
			if err != nil {
				errs = append(errs, err)
			}
			for _, f := range families {
				all, known := merged[f.GetName()]
				if !known {
					all = &dto.MetricFamily{Name: f.Name, Help: f.Help, Type: f.Type}
					merged[f.GetName()] = all
				}
				all.Metric = append(all.Metric, f.Metric...)
			}
		}
	}
	byName := func(a, b *dto.MetricFamily) int { return cmp.Compare(a.GetName(), b.GetName()) }
	return slices.SortedFunc(maps.Values(merged), byName), errors.Join(errs...)
}
