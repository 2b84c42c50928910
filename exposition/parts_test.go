package exposition_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"

	"huggingface_exporter/exposition"
)

// one has the metric members of an organization.
func one(organization string) *prometheus.Registry {
	members := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "members", Help: "Members,\nby organization.", ConstLabels: prometheus.Labels{"organization": organization},
	})
	members.Set(7)
	registry := prometheus.NewRegistry()
	registry.MustRegister(members)
	return registry
}

func write(t *testing.T, parts exposition.Parts, format expfmt.FormatType, names ...string) string {
	t.Helper()
	text, err := parts.Text(format)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := text.Write(&b, names...); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	up := prometheus.NewRegistry()
	up.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "asked_total", Help: "A."}, func() float64 { return 3 }))
	parts := exposition.Parts{exposition.NewPart(one("acme")), exposition.NewPart(up), exposition.NewPart(prometheus.NewRegistry()), exposition.NewPart(one("initech"))}

	const asked, members = "# HELP asked_total A.\n# TYPE asked_total counter\nasked_total 3\n", "# HELP members Members,\\nby organization.\n# TYPE members gauge\n" +
		"members{organization=\"acme\"} 7\nmembers{organization=\"initech\"} 7\n"
	if got, want := write(t, parts, expfmt.TypeTextPlain), asked+members; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := write(t, parts, expfmt.TypeTextPlain, "members", "other"); got != members {
		t.Errorf("got\n%s\nwant\n%s", got, members)
	}
	if got, want := write(t, parts, expfmt.TypeOpenMetrics, "asked_total"), "# HELP asked A.\n# TYPE asked counter\nasked_total 3.0\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, err := parts.Text(expfmt.TypeProtoDelim); err == nil {
		t.Error("protobuf is text")
	}
}

// counted counts how often it is gathered.
type counted struct {
	prometheus.Gatherer
	n atomic.Int64
}

func (c *counted) Gather() ([]*dto.MetricFamily, error) {
	c.n.Add(1)
	return c.Gatherer.Gather()
}

func TestTextIsKept(t *testing.T) {
	kept, fresh := &counted{Gatherer: one("acme")}, &counted{Gatherer: one("initech")}
	part := exposition.NewPart(kept)
	if kept.n.Load() != 0 {
		t.Error("gathered before anybody asked")
	}
	for range 3 {
		parts := exposition.Parts{part, exposition.NewPart(fresh)}
		write(t, parts, expfmt.TypeTextPlain)
		write(t, parts, expfmt.TypeOpenMetrics)
	}
	if got := kept.n.Load(); got != 2 {
		t.Errorf("gathered %d times for two formats", got)
	}
	if got := fresh.n.Load(); got != 6 {
		t.Errorf("new parts were gathered %d times in six texts", got)
	}
}
