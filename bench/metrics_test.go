//go:build linux

package bench_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"
)

// BenchmarkMetrics is what Prometheus sees of the exporter: the time of whole
// answers of /metrics, process metrics included, and what each allocates.
func BenchmarkMetrics(b *testing.B) {
	path := build(b)
	for _, test := range []struct {
		organizations, members int
		flags                  []string
	}{
		{1, 100, nil},
		{50, 2_000, nil},
		{50, 2_000, []string{"--scrape.interval=1s"}}, // scrapes run most of the time
		{1_000, 100, nil},
		{1, 100_000, []string{"--collector.member-info", "--no-collector.resource-groups"}},
	} {
		name := fmt.Sprintf("organizations=%d/members=%d", test.organizations, test.members)
		for _, flag := range test.flags {
			name += "/flag=" + flag[2:]
		}
		b.Run(name, func(b *testing.B) {
			h := startHub(b, hubConfig{Organizations: test.organizations, Members: test.members, Page: 500})
			flags := append([]string{}, test.flags...)
			for i := range test.organizations {
				flags = append(flags, "--huggingface.organization="+organizationName(i))
			}
			p := startExporter(b, path, h, flags...)
			p.await("/-/ready")
			time.Sleep(time.Second) // The accounts are read after the members.
			for _, encoding := range []string{"identity", "gzip", "zstd"} {
				b.Run("encoding="+encoding, func(b *testing.B) { p.measure(b, encoding) })
			}
		})
	}
}

// measure reports the median beside the mean, which is ns/op.
func (p *process) measure(b *testing.B, encoding string) {
	var size int64
	times := make([]time.Duration, b.N)
	before := p.value("go_memstats_mallocs_total")
	b.ResetTimer()
	for i := range b.N {
		begun := time.Now()
		status, n, err := p.get("/metrics", encoding)
		if err != nil || status != http.StatusOK {
			b.Fatal(status, err)
		}
		times[i], size = time.Since(begun), n
	}
	b.StopTimer()
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Nanoseconds())/1e6, "median-ms")
	b.ReportMetric((p.value("go_memstats_mallocs_total")-before)/float64(b.N), "exporter-allocs/op")
	b.ReportMetric(float64(size)/1024, "KiB")
}
