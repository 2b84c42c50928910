package rig

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// Series are the values of series by name and labels as text, as /metrics has
// them. Of histograms there are only the series _count and _sum.
type Series map[string]float64

// Key is a series as [Series] names it. Labels come as name, value, name, ....
func Key(name string, labels ...string) string {
	var pairs []string
	for pair := range slices.Chunk(labels, 2) {
		pairs = append(pairs, pair[0]+"="+strconv.Quote(pair[1]))
	}
	slices.Sort(pairs)
	return name + "{" + strings.Join(pairs, ",") + "}"
}

// gather returns all series of a registry.
func gather(t testing.TB, g prometheus.Gatherer) Series {
	t.Helper()
	families, err := g.Gather()
	if err != nil {
		t.Fatal(err)
	}
	series := make(Series)
	for _, family := range families {
		for _, m := range family.GetMetric() {
			var labels []string
			for _, l := range m.GetLabel() {
				labels = append(labels, l.GetName(), l.GetValue())
			}
			key := Key(family.GetName(), labels...)
			switch family.GetType() {
			case dto.MetricType_GAUGE:
				series[key] = m.GetGauge().GetValue()
			case dto.MetricType_COUNTER:
				series[key] = m.GetCounter().GetValue()
			case dto.MetricType_HISTOGRAM:
				series[Key(family.GetName()+"_count", labels...)] = float64(m.GetHistogram().GetSampleCount())
				series[Key(family.GetName()+"_sum", labels...)] = m.GetHistogram().GetSampleSum()
			default:
				t.Fatalf("%s is a %s", family.GetName(), family.GetType())
			}
		}
	}
	return series
}

// Split tells the series of one organization from those of others.
func (s Series) Split() map[string]Series {
	split := make(map[string]Series)
	for key, value := range s {
		_, rest, _ := strings.Cut(key, `organization="`)
		name, _, _ := strings.Cut(rest, `"`)
		if split[name] == nil {
			split[name] = make(Series)
		}
		split[name][key] = value
	}
	return split
}

// Data keeps the gauges that a listing of the members gives: what must be of
// one complete scrape, or not there.
func (s Series) Data() Series { return s.Only(dataNames()...) }

// Only keeps the series of these names.
func (s Series) Only(names ...string) Series {
	kept := maps.Clone(s)
	maps.DeleteFunc(kept, func(key string, _ float64) bool {
		name, _, _ := strings.Cut(key, "{")
		return !slices.Contains(names, name)
	})
	return kept
}

// Sum adds up the series of a name.
func (s Series) Sum(name string) float64 {
	sum := 0.0
	for _, value := range s.Only(name) {
		sum += value
	}
	return sum
}

// Differences tells how s differs from want, the first few; "" where it does
// not.
func (s Series) Differences(want Series) string {
	var lines []string
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if got, ok := s[key]; !ok {
			lines = append(lines, fmt.Sprintf("\n%s is absent, want %v", key, want[key]))
		} else if got != want[key] {
			lines = append(lines, fmt.Sprintf("\n%s is %v, want %v", key, got, want[key]))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s)) {
		if _, ok := want[key]; !ok {
			lines = append(lines, fmt.Sprintf("\n%s is %v, want it absent", key, s[key]))
		}
	}
	if len(lines) > 4 {
		lines = append(lines[:4], fmt.Sprintf("\n(and %d more)", len(lines)-4))
	}
	return strings.Join(lines, "")
}
