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
	const noGroups, everySecond, info = "--no-collector.resource-groups", "--scrape.interval=1s", "--collector.member-info"
	for _, test := range []struct {
		organizations, members int
		series                 string
		flags                  []string
	}{
		{1, 100, "organization", []string{noGroups}},
		{50, 100, "organization", []string{noGroups}},
		{50, 2_000, "organization", []string{noGroups}},
		{50, 2_000, "organization,scraping", []string{noGroups, everySecond}}, // scrapes run most of the time
		{50, 2_000, "organization,groups", nil},
		{1_000, 100, "organization", []string{noGroups}},
		{1, 100_000, "organization,members", []string{noGroups, info}},
	} {
		b.Run(fmt.Sprintf("organizations=%d/members=%d/series=%s", test.organizations, test.members, test.series), func(b *testing.B) {
			h := startHub(b, hubConfig{Organizations: test.organizations, Members: test.members, Page: 500})
			flags := slices.Clone(test.flags)
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
	if _, _, err := p.get("/metrics", encoding); err != nil {
		b.Fatal(err)
	}
	var size int64
	times := make([]time.Duration, b.N)
	mallocs, processor := p.value("go_memstats_mallocs_total"), p.value("process_cpu_seconds_total")
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
	b.ReportMetric((p.value("go_memstats_mallocs_total")-mallocs)/float64(b.N), "exporter-allocs/op")
	b.ReportMetric((p.value("process_cpu_seconds_total")-processor)*1e3/float64(b.N), "exporter-cpu-ms/op")
	b.ReportMetric(float64(size)/1024, "KiB")
}
