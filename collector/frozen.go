package collector

import (
	"slices"
	"strings"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// maxLabelPairs bounds the pairs that are shared: names of groups come from the
// Hub, and organizations come and go.
const maxLabelPairs = 10_000

// frozen is a metric that is made once, when its value changes, and gathered
// many times. Metrics with the same label share one label pair: gathering,
// sorting and encoding spend most of their time waiting for label pairs from
// memory, and few pairs stay in the processor's caches.
type frozen struct {
	desc      *prometheus.Desc
	labels    []*dto.LabelPair
	gauge     *dto.Gauge
	counter   *dto.Counter
	histogram *dto.Histogram
}

// Desc implements prometheus.Metric.
func (f *frozen) Desc() *prometheus.Desc { return f.desc }

// Write implements prometheus.Metric. It copies no more than pointers.
func (f *frozen) Write(out *dto.Metric) error {
	out.Label, out.Gauge, out.Counter, out.Histogram = f.labels, f.gauge, f.counter, f.histogram
	return nil
}

// freezer makes frozen metrics that share label pairs. The zero value is ready
// to use. It is safe for use by several goroutines.
type freezer struct {
	mu    sync.Mutex // guards pairs
	pairs map[labelPair]*dto.LabelPair
}

type labelPair struct{ name, value string }

// gauge takes the values of all labels of desc, as counter and histogram do.
func (f *freezer) gauge(desc labeledDesc, value float64, labels ...string) prometheus.Metric {
	m := &struct { // one piece of memory
		frozen
		dto.Gauge
		value float64
	}{value: value}
	m.Value = &m.value
	m.frozen = frozen{desc: desc.Desc, labels: f.labels(desc, labels), gauge: &m.Gauge}
	return &m.frozen
}

func (f *freezer) counter(desc labeledDesc, value float64, labels ...string) prometheus.Metric {
	m := &struct {
		frozen
		dto.Counter
		value float64
	}{value: value}
	m.Value = &m.value
	m.frozen = frozen{desc: desc.Desc, labels: f.labels(desc, labels), counter: &m.Counter}
	return &m.frozen
}

func (f *freezer) histogram(desc labeledDesc, h *histogram, labels ...string) prometheus.Metric {
	return &frozen{desc: desc.Desc, labels: f.labels(desc, labels), histogram: h.dto()}
}

// labels returns the label pairs in the order that the registry expects.
func (f *freezer) labels(desc labeledDesc, values []string) []*dto.LabelPair {
	pairs := make([]*dto.LabelPair, len(desc.labels))
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, name := range desc.labels {
		pairs[i] = f.shared(labelPair{name, values[i]})
	}
	slices.SortFunc(pairs, func(a, b *dto.LabelPair) int { return strings.Compare(a.GetName(), b.GetName()) })
	return pairs
}

// shared returns the one pair for all that are like it.
func (f *freezer) shared(p labelPair) *dto.LabelPair {
	pair, ok := f.pairs[p]
	if ok {
		return pair
	}
	if f.pairs == nil {
		f.pairs = make(map[labelPair]*dto.LabelPair)
	}
	pair = &dto.LabelPair{Name: &p.name, Value: &p.value}
	if len(f.pairs) < maxLabelPairs {
		f.pairs[p] = pair
	}
	return pair
}
