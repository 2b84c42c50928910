package collector

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/prometheus/client_golang/prometheus"
)

// metricDesc is the description of a metric beside what reads its samples off a
// value. Tables of them are the only list of the metrics: what is described and
// what is collected cannot differ.
type metricDesc[T any] struct {
	desc    labeledDesc
	samples func(T, addSample)
}

// addSample takes one sample: its value, and its labels without the
// organization.
type addSample func(value float64, labels ...string)

// labeledDesc is a description and the names of its labels.
type labeledDesc struct {
	*prometheus.Desc
	labels []string
}

func newDesc(name, help string, labels ...string) labeledDesc {
	labels = append([]string{"organization"}, labels...)
	return labeledDesc{prometheus.NewDesc(name, help, labels, nil), labels}
}

func describe[T any](table []metricDesc[T], ch chan<- *prometheus.Desc) {
	for _, m := range table {
		ch <- m.desc.Desc
	}
}

// newMetric is a method of a freezer.
type newMetric func(desc labeledDesc, value float64, labels ...string) prometheus.Metric

// metricsOf makes the metrics of a table.
func metricsOf[T any](create newMetric, table []metricDesc[T], organization string, value T) []prometheus.Metric {
	var metrics []prometheus.Metric
	for _, m := range table {
		m.samples(value, func(v float64, labels ...string) {
			metrics = append(metrics, create(m.desc, v, labelValues(organization, labels)...))
		})
	}
	return metrics
}

func labelValues(organization string, labels []string) []string {
	values := make([]string, 0, 1+len(labels))
	values = append(values, organization)
	for _, label := range labels {
		values = append(values, labelValue(label))
	}
	return values
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
