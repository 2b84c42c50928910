package collector

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/prometheus/client_golang/prometheus"
)

// gaugeDesc is the description of a gauge beside what reads its samples off a
// value. Tables of them are the only list of the gauges: what is described and
// what is collected cannot differ.
type gaugeDesc[T any] struct {
	desc    *prometheus.Desc
	samples func(T, addSample)
}

// addSample takes one sample: its value, and its labels without the
// organization.
type addSample func(value float64, labels ...string)

func newDesc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, append([]string{"organization"}, labels...), nil)
}

// gaugesOf makes the metrics of a table.
func gaugesOf[T any](table []gaugeDesc[T], organization string, value T) []prometheus.Metric {
	var metrics []prometheus.Metric
	for _, g := range table {
		g.samples(value, func(v float64, labels ...string) {
			metrics = append(metrics, newGauge(g.desc, v, organization, labels...))
		})
	}
	return metrics
}

func describe[T any](table []gaugeDesc[T], ch chan<- *prometheus.Desc) {
	for _, g := range table {
		ch <- g.desc
	}
}

func newGauge(desc *prometheus.Desc, value float64, organization string, labels ...string) prometheus.Metric {
	values := make([]string, 0, 1+len(labels))
	values = append(values, organization)
	for _, label := range labels {
		values = append(values, labelValue(label))
	}
	return prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, values...)
}

// maxLabelValue bounds a label value, in bytes. Prometheus drops the whole
// target when one value exceeds its label_value_length_limit.
const maxLabelValue = 200

// labelValue makes a text from the Hub fit for a label. Invalid UTF-8 would
// fail the whole answer. A text that is too long is cut, and marked with an
// ellipsis and a hash that keeps different texts different.
func labelValue(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if len(text) <= maxLabelValue {
		return text
	}
	hash := fnv.New32a()
	hash.Write([]byte(text))
	mark := fmt.Sprintf("…%08x", hash.Sum32())
	end := maxLabelValue - len(mark)
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + mark
}

func boolValue(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// unixSeconds is a time as Prometheus writes it.
func unixSeconds(t time.Time) float64 {
	return float64(t.UnixMilli()) / 1e3
}
