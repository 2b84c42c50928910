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

// Series are the values of series by name and labels as text. Histograms are
// there as counters, with the suffixes _count and _sum.
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

// Gather returns all series, and the names of those that are counters.
func Gather(t testing.TB, g prometheus.Gatherer) (Series, map[string]bool) {
	t.Helper()
	families, err := g.Gather()
	if err != nil {
		t.Fatal(err)
	}
	series, counters := make(Series), make(map[string]bool)
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
				series[key], counters[key] = m.GetCounter().GetValue(), true
			case dto.MetricType_HISTOGRAM:
				count, sum := Key(family.GetName()+"_count", labels...), Key(family.GetName()+"_sum", labels...)
				series[count], counters[count] = float64(m.GetHistogram().GetSampleCount()), true
				series[sum], counters[sum] = m.GetHistogram().GetSampleSum(), true
			default:
				t.Fatalf("%s is a %s", family.GetName(), family.GetType())
			}
		}
	}
	return series, counters
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
func (s Series) Data() Series {
	kept := maps.Clone(s)
	maps.DeleteFunc(kept, func(key string, _ float64) bool {
		name, _, _ := strings.Cut(key, "{")
		return !slices.Contains(dataNames(), name)
	})
	return kept
}

// Has reports whether there is a series of a name.
func (s Series) Has(name string) bool {
	for key := range s {
		if strings.HasPrefix(key, name+"{") {
			return true
		}
	}
	return false
}

// Sum adds up the series of a name.
func (s Series) Sum(name string) float64 {
	sum := 0.0
	for key, value := range s {
		if strings.HasPrefix(key, name+"{") {
			sum += value
		}
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
