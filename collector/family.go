package collector

import (
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/exposition"
)

// family is one metric name together with what reads its series off a value.
// Tables of families are the only list of the gauges: what is described and
// what is collected cannot differ.
type family[T any] struct {
	desc   *prometheus.Desc
	series func(T, emit)
}

// emit takes one series: its value, and its labels but for the organization.
type emit func(value float64, labels ...string)

func newDesc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, append([]string{"organization"}, labels...), nil)
}

// fixed are the series of a table for a value that does not change.
func fixed[T any](table []family[T], organization string, value T) *exposition.Part {
	return constant(func() []prometheus.Metric { return render(table, organization, value) })
}

// render makes the metrics of a table.
func render[T any](table []family[T], organization string, value T) []prometheus.Metric {
	var metrics []prometheus.Metric
	for _, f := range table {
		f.series(value, func(v float64, labels ...string) {
			metrics = append(metrics, gauge(f.desc, v, organization, labels...))
		})
	}
	return metrics
}

func describe[T any](table []family[T], ch chan<- *prometheus.Desc) {
	for _, f := range table {
		ch <- f.desc
	}
}

// gauge makes one series. Labels come from the Hub: one that is no UTF-8 must
// not take /metrics down.
func gauge(desc *prometheus.Desc, value float64, organization string, labels ...string) prometheus.Metric {
	values := make([]string, 0, 1+len(labels))
	values = append(values, organization)
	for _, label := range labels {
		values = append(values, strings.ToValidUTF8(label, "\uFFFD"))
	}
	return prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, values...)
}

func boolValue(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// seconds is a time as Prometheus writes it.
func seconds(t time.Time) float64 {
	return float64(t.UnixMilli()) / 1e3
}
