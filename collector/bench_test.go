package collector_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

// manyMembers are members as an admin's token sees them, in 20 groups.
func manyMembers(n int) []huggingface.Member {
	roles := huggingface.Roles()
	var groups [20]huggingface.Optional[[]huggingface.ResourceGroup]
	for i := range groups {
		groups[i] = huggingface.Disclosed([]huggingface.ResourceGroup{{ID: fmt.Sprintf("group-%d", i), Name: "group", NumUsers: n / 20, Role: roles[i%5]}})
	}
	members := make([]huggingface.Member, n)
	for i := range members {
		m := &members[i]
		binary.BigEndian.PutUint64(m.ID[4:], uint64(i)*0x9e3779b97f4a7c15)
		m.Username = fmt.Sprintf("user-%d", i)
		m.Role = huggingface.Disclosed(roles[i%5])
		m.TwoFactor = huggingface.Disclosed(i%3 != 0)
		m.External = huggingface.Disclosed(i%7 == 0)
		m.VerifiedEmail = huggingface.Disclosed("somebody@example.com")
		m.ResourceGroups = groups[i%20]
	}
	return members
}

// heap is the size of what is alive.
func heap() float64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return float64(stats.HeapAlloc)
}

// Counting remembers at most 32 bytes of each member, whatever their number.
func TestMemoryPerMember(t *testing.T) {
	// A map is emptiest just after it has grown, so several sizes are tried.
	for _, n := range []int{60_000, 75_000, 100_000, 120_000} {
		members := manyMembers(n)
		before := heap()
		var counting collector.Counting
		counting.Count(members)
		each := (heap() - before) / float64(n)
		runtime.KeepAlive(members)
		runtime.KeepAlive(&counting)
		t.Logf("%d members: %.1f bytes each", n, each)
		if each > 32 {
			t.Errorf("%.1f bytes for each of %d members, want at most 32", each, n)
		}
	}
}

// What a scrape does with each member once it is decoded.
func BenchmarkCount(b *testing.B) {
	for _, n := range []int{1_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("members=%d", n), func(b *testing.B) {
			members := manyMembers(n)
			before := heap()
			var counting collector.Counting
			counting.Count(members)
			live := heap() - before
			var start, end runtime.MemStats
			runtime.ReadMemStats(&start)
			b.ResetTimer()
			for b.Loop() {
				if got := counting.Count(members); got != n {
					b.Fatalf("%d members counted, want %d", got, n)
				}
			}
			b.StopTimer()
			runtime.ReadMemStats(&end)
			each := float64(b.N) * float64(n)
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/each, "ns/member")
			b.ReportMetric(float64(end.Mallocs-start.Mallocs)/each, "allocs/member")
			b.ReportMetric(live/float64(n), "live-B/member")
		})
	}
}

// list is a Hub with the same members for every organization.
type list []huggingface.Member

func (l *list) Members(context.Context, string, ...huggingface.ListOption) iter.Seq2[huggingface.Member, error] {
	return func(yield func(huggingface.Member, error) bool) {
		for _, m := range *l {
			if !yield(m, nil) {
				return
			}
		}
	}
}

func (l *list) WhoAmI(context.Context) (huggingface.Identity, error) {
	return huggingface.Identity{}, nil
}

func (l *list) Overview(context.Context, string) (huggingface.Overview, error) {
	return huggingface.Overview{}, nil
}

func (l *list) Token(context.Context) (huggingface.Token, error) { return huggingface.Token{}, nil }

// register returns a registry of c with n organizations, each scraped once.
func register(c *collector.Collector, hub *list, n int) *prometheus.Registry {
	var targets []collector.Target
	for i := range n {
		targets = append(targets, collector.Target{Organization: fmt.Sprintf("organization-%d", i), Hub: hub, Interval: time.Hour})
	}
	c.Apply(targets)
	for !c.Ready() {
		time.Sleep(time.Millisecond)
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(c)
	return registry
}

// An answer allocates little more than the two pieces of memory for each series
// that the registry does: nothing is made again that has not changed.
func TestGatheringAllocates(t *testing.T) {
	hub := list(manyMembers(100))
	c := collector.New(collector.Options{Account: true, Overview: true})
	defer c.Close()
	registry := register(c, &hub, 20)
	series := 0
	gather := func() {
		families, err := registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		series = 0
		for _, family := range families {
			series += len(family.GetMetric())
		}
	}
	if each := testing.AllocsPerRun(10, gather) / float64(series); each > 2.5 {
		t.Errorf("%.2f allocations for each of %d series, want at most 2.5", each, series)
	}
}

// What an answer of /metrics takes, by the number of organizations.
func BenchmarkMetrics(b *testing.B) {
	for _, test := range []struct {
		organizations, members int
		series                 string
	}{
		{1, 100, "all"},
		{50, 100, "all"},
		{50, 10_000, "all"},
		{1_000, 100, "all"},
		{1, 100_000, "info"},
	} {
		b.Run(fmt.Sprintf("organizations=%d/members=%d/series=%s", test.organizations, test.members, test.series), func(b *testing.B) {
			hub := list(manyMembers(test.members))
			c := collector.New(collector.Options{MemberInfo: test.series == "info"})
			defer c.Close()
			registry := register(c, &hub, test.organizations)
			handler := promhttp.HandlerFor(registry, promhttp.HandlerOpts{DisableCompression: true})
			request := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/metrics", nil)
			request.Header.Set("Accept", "text/plain;version=1.0.0;escaping=allow-utf-8") // as Prometheus 3 asks for it
			b.ReportAllocs()
			for b.Loop() {
				handler.ServeHTTP(&discard{}, request)
			}
		})
	}
}

// discard is a ResponseWriter that drops the body.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header {
	if d.header == nil {
		d.header = make(http.Header)
	}
	return d.header
}
func (d *discard) Write(p []byte) (int, error) { return len(p), nil }
func (d *discard) WriteHeader(int)             {}

// The same number of series as gauges of client_golang, for a machine's speed.
func BenchmarkGaugeVecs(b *testing.B) {
	for _, n := range []int{100, 1_000, 100_000} {
		b.Run(fmt.Sprintf("series=%d", n), func(b *testing.B) {
			registry := prometheus.NewRegistry()
			for family := range 20 {
				gauges := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: fmt.Sprintf("huggingface_organization_members_%d", family), Help: "Members."}, []string{"organization", "role"})
				registry.MustRegister(gauges)
				for i := range n / 20 {
					gauges.WithLabelValues(fmt.Sprintf("organization-%d", i/5), fmt.Sprintf("role-%d", i%5)).Set(float64(i))
				}
			}
			handler := promhttp.HandlerFor(registry, promhttp.HandlerOpts{DisableCompression: true})
			request := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/metrics", nil)
			for b.Loop() {
				handler.ServeHTTP(&discard{}, request)
			}
		})
	}
}
