package web_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"

	"huggingface_exporter/exposition"
	"huggingface_exporter/internal/web"
)

// source has metrics of every kind about one organization, with text that
// needs escapes.
func source(organization string) *prometheus.Registry {
	labels := prometheus.Labels{"organization": organization}
	members := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "members", Help: "Members,\nby \\ role.", ConstLabels: labels}, []string{"role"})
	members.WithLabelValues("admin").Set(2)
	members.WithLabelValues("a \"new\"\n# role\\").Set(1.5)
	scrapes := prometheus.NewCounter(prometheus.CounterOpts{Name: "scrapes_total", Help: "Scrapes.", ConstLabels: labels})
	scrapes.Add(1e6)
	took := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "duration_seconds", Help: "How long it took.", ConstLabels: labels, Buckets: []float64{.5, 1, 30}})
	took.Observe(.75)
	registry := prometheus.NewRegistry()
	registry.MustRegister(members, scrapes, took)
	return registry
}

// some are what two organizations have, and the process.
func some() exposition.Parts {
	process := prometheus.NewRegistry()
	process.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "build_info", Help: "1."}, func() float64 { return 1 }))
	return exposition.Parts{
		exposition.NewPart(source("acme")), exposition.NewPart(source("initech")), exposition.NewPart(process),
		exposition.NewPart(prometheus.NewRegistry()),
	}
}

func ask(h http.Handler, target, accept string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, http.NoBody)
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const (
	plain       = "text/plain;version=0.0.4"
	openMetrics = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8"
	protobuf    = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
)

func TestMetricsAreThoseOfPromhttp(t *testing.T) {
	parts := some()
	h := web.Metrics(func() exposition.Parts { return parts }, prometheus.NewRegistry(), nil)
	reference := promhttp.HandlerFor(parts, promhttp.HandlerOpts{EnableOpenMetrics: true, DisableCompression: true})
	for name, test := range map[string]struct{ query, accept, says string }{
		"no preference":       {"", "", `members{organization="acme",role="admin"} 2` + "\n"},
		"plain":               {"", plain, `members{organization="initech",role="admin"} 2` + "\n"},
		"plain, later":        {"", "text/plain;version=1.0.0;escaping=allow-utf-8", "# TYPE scrapes_total counter\n"},
		"plain, underscores":  {"", plain + ";escaping=underscores", "build_info 1\n"},
		"OpenMetrics":         {"", openMetrics, "# TYPE scrapes counter\n"},
		"OpenMetrics, first":  {"", "application/openmetrics-text;version=0.0.1", "# EOF\n"},
		"Prometheus 3":        {"", openMetrics + ";q=0.6,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,*/*;q=0.2", "# EOF\n"},
		"protobuf":            {"", protobuf, "scrapes_total"},
		"some names":          {"?name[]=build_info", openMetrics, "build_info 1.0\n# EOF\n"},
		"names, plain":        {"?name[]=members&name[]=build_info", plain, "# TYPE members gauge\n"},
		"names, protobuf":     {"?name[]=members", protobuf, "initech"},
		"no such name":        {"?name[]=member", openMetrics, "# EOF\n"},
		"something unrelated": {"?name=build_info", plain, "members{"},
	} {
		t.Run(name, func(t *testing.T) {
			got, want := ask(h, "/metrics"+test.query, test.accept), ask(reference, "/metrics"+test.query, test.accept)
			if got.Code != want.Code || got.Body.String() != want.Body.String() {
				t.Errorf("%d\n%s\npromhttp says %d\n%s", got.Code, got.Body, want.Code, want.Body)
			}
			for _, header := range []string{"Content-Type", "Vary"} {
				if g, w := got.Header().Get(header), want.Header().Get(header); g != w {
					t.Errorf("%s is %q, promhttp says %q", header, g, w)
				}
			}
			if !strings.Contains(got.Body.String(), test.says) {
				t.Errorf("no %q in\n%s", test.says, got.Body)
			}
		})
	}
}

func TestMetricsInError(t *testing.T) {
	parts := append(some(), exposition.NewPart(prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
		return nil, errors.New("it broke")
	})))
	registry := prometheus.NewRegistry()
	h := web.Metrics(func() exposition.Parts { return parts }, registry, nil)
	for _, accept := range []string{plain, openMetrics, protobuf} {
		got := ask(h, "/metrics", accept)
		if got.Code != http.StatusInternalServerError || strings.Contains(got.Body.String(), "members") || !strings.Contains(got.Body.String(), "it broke") {
			t.Errorf("%d\n%s", got.Code, got.Body)
		}
	}
	got := ask(promhttp.HandlerFor(registry, promhttp.HandlerOpts{}), "/", plain).Body.String()
	if want := `promhttp_metric_handler_errors_total{cause="gathering"} 3` + "\n"; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}

// What cannot be encoded is an error as well: nothing is left out in silence.
func TestMetricsThatCannotBeEncoded(t *testing.T) {
	nameless := exposition.NewPart(prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
		return []*dto.MetricFamily{{Metric: []*dto.Metric{{Gauge: &dto.Gauge{}}}}}, nil
	}))
	parts := append(some(), nameless)
	h := web.Metrics(func() exposition.Parts { return parts }, prometheus.NewRegistry(), nil)
	if got := ask(h, "/metrics", plain); got.Code != http.StatusInternalServerError {
		t.Errorf("%d\n%s", got.Code, got.Body)
	}
}

// What keeps no text is gathered once for all who ask at the same time.
func TestMetricsWithoutTextAreShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gathered := 0
		slow := exposition.NewPart(prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
			gathered++
			time.Sleep(time.Second)
			return source("acme").Gather()
		}))
		h := web.Metrics(func() exposition.Parts { return exposition.Parts{slow} }, prometheus.NewRegistry(), nil)
		var asking sync.WaitGroup
		for range 10 {
			asking.Go(func() {
				if got := ask(h, "/metrics", protobuf); got.Code != http.StatusOK || got.Body.Len() == 0 {
					t.Errorf("%d, %d bytes", got.Code, got.Body.Len())
				}
			})
		}
		asking.Wait()
		if gathered != 1 {
			t.Errorf("gathered %d times", gathered)
		}
	})
}
