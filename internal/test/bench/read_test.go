//go:build linux

package bench_test

import (
	"fmt"
	"syscall"
	"testing"
	"time"
)

// BenchmarkRead reads 100,000 members. Compare the readers with
// benchstat -col /reader.
func BenchmarkRead(b *testing.B) {
	const members = 100_000
	for _, page := range []int{500, 10_000} {
		for _, latency := range []time.Duration{0, 20 * time.Millisecond} {
			for _, rate := range []int64{0, 10e6} {
				for _, gzip := range []bool{false, true} {
					for _, tls := range []bool{false, true} {
						benchmarkRead(b, hubConfig{Organizations: 1, Members: members, Page: page, Latency: latency, Rate: rate, Gzip: gzip, TLS: tls})
					}
				}
			}
		}
	}
}

// BenchmarkReadAuto lets the exporter find out the page size: the time and the
// pages of its first ten listings.
func BenchmarkReadAuto(b *testing.B) {
	const members = 100_000
	for _, latency := range []time.Duration{20 * time.Millisecond, 100 * time.Millisecond} {
		b.Run(fmt.Sprintf("members=%d/latency=%s", members, latency), func(b *testing.B) {
			h := startHub(b, hubConfig{Organizations: 1, Members: members, Page: 500, Latency: latency})
			for range b.N {
				read, c := h.collector(b, 0, members)
				for listing := range 10 {
					read(b)
					s := c.Status()[0].Snapshot
					b.ReportMetric(float64(s.Took.Milliseconds()), fmt.Sprintf("listing-%02d-ms", listing+1))
					b.ReportMetric(float64(s.Pages), fmt.Sprintf("listing-%02d-pages", listing+1))
				}
			}
		})
	}
}

func benchmarkRead(b *testing.B, config hubConfig) {
	http := "1"
	if config.TLS {
		http = "2"
	}
	name := fmt.Sprintf("members=%d/page=%d/latency=%s/rate=%s/gzip=%s/http=%s",
		config.Members, config.Page, config.Latency, rateName(config.Rate), onOff(config.Gzip), http)
	b.Run(name, func(b *testing.B) {
		h := startHub(b, config)
		measure(b, "exporter", config.Members, h.exporter(b, config.Page, config.Members))
		measure(b, "discard", config.Members, h.sequential(b, config.Page, config.Members, discard))
		if config.Latency == 0 && config.Rate == 0 { // It is about processor time.
			measure(b, "encoding-json", config.Members, h.sequential(b, config.Page, config.Members, encodingJSON))
		}
	})
}

// measure reports the processor time of this process beside the time that
// passes.
func measure(b *testing.B, name string, members int, read reader) {
	read(b) // Connections are open and maps have grown, as at all times but the first.
	b.Run("reader="+name, func(b *testing.B) {
		b.ReportAllocs()
		before := processorTime(b)
		for range b.N {
			read(b)
		}
		took := processorTime(b) - before
		b.ReportMetric(float64(took.Nanoseconds())/1e3/float64(b.N)/float64(members), "cpu-us/member")
	})
}

// processorTime is what this process has taken so far.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
