package collector_test

import (
	"regexp"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"huggingface_exporter/collector"
	"huggingface_exporter/internal/test/rig"
)

// pedantic returns a registry that has all that c shows, and accepts nothing
// that does not agree with what [collector.Collector.Describe] tells.
func pedantic(c *collector.Collector) prometheus.Gatherer {
	registry := prometheus.NewPedanticRegistry()
	registry.MustRegister(described{c})
	return registry
}

// described takes each series back to its description.
type described struct{ *collector.Collector }

var nameIn = regexp.MustCompile(`fqName: "(\w+)"`)

func (d described) Collect(ch chan<- prometheus.Metric) {
	descs := make(chan *prometheus.Desc)
	go func() {
		defer close(descs)
		d.Describe(descs)
	}()
	byName := make(map[string]*prometheus.Desc)
	for desc := range descs {
		byName[nameIn.FindStringSubmatch(desc.String())[1]] = desc
	}
	families, err := rig.Kept(d.Parts).Gather()
	if err != nil {
		ch <- prometheus.NewInvalidMetric(prometheus.NewInvalidDesc(err), err)
	}
	for _, f := range families {
		desc, known := byName[f.GetName()]
		if !known {
			desc = prometheus.NewDesc(f.GetName(), "It is not described.", nil, nil)
		}
		for _, m := range f.GetMetric() {
			ch <- shown{desc, m}
		}
	}
}

// shown is a series as it was gathered.
type shown struct {
	desc *prometheus.Desc
	dto  *dto.Metric
}

func (s shown) Desc() *prometheus.Desc { return s.desc }

func (s shown) Write(m *dto.Metric) error {
	m.Label, m.Gauge, m.Counter, m.Histogram = s.dto.Label, s.dto.Gauge, s.dto.Counter, s.dto.Histogram
	return nil
}
