//go:build linux

package bench_test

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkScale is the exporter's first scrape of an organization, start of
// the process included, in pages of 500. Later scrapes need no more memory
// than the first.
func BenchmarkScale(b *testing.B) {
	path := build(b)
	for _, members := range []int{1_000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("members=%d", members), func(b *testing.B) {
			h := startHub(b, hubConfig{Organizations: 1, Members: members, Page: 500})
			var peak, scrape float64
			var processor time.Duration
			b.ResetTimer()
			for range b.N {
				p := startExporter(b, path, h, "--huggingface.organization="+organizationName(0))
				p.await("/-/ready")
				b.StopTimer()
				if p.value("huggingface_up") != 1 {
					b.Fatal("the scrape failed")
				}
				peak = max(peak, p.peak())
				scrape += p.value("huggingface_scrape_duration_seconds_sum")
				processor += p.processorTime()
				b.StartTimer()
			}
			b.ReportMetric(peak, "peak-MiB")
			b.ReportMetric(scrape*1e3/float64(b.N), "scrape-ms")
			b.ReportMetric(processor.Seconds()*1e3/float64(b.N), "cpu-ms")
		})
	}
}

// BenchmarkStart is the time from starting the process to the first answer of
// /metrics.
func BenchmarkStart(b *testing.B) {
	path := build(b)
	h := startHub(b, hubConfig{Organizations: 1, Members: 1_000, Page: 500})
	b.ResetTimer()
	for range b.N {
		p := startExporter(b, path, h, "--huggingface.organization="+organizationName(0))
		p.await("/metrics")
		b.StopTimer()
		p.stop()
		b.StartTimer()
	}
}
