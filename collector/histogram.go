package collector

import (
	"slices"
	"time"

	dto "github.com/prometheus/client_model/go"
)

// histogram counts durations by upper bounds in seconds.
type histogram struct {
	bounds []float64
	counts []uint64 // of each bound, and of what is beyond all
	sum    float64
}

func newHistogram(bounds ...float64) histogram {
	return histogram{bounds: bounds, counts: make([]uint64, len(bounds)+1)}
}

func (h *histogram) observe(d time.Duration) {
	seconds := d.Seconds()
	i, _ := slices.BinarySearch(h.bounds, seconds)
	h.counts[i]++
	h.sum += seconds
}

// dto returns the histogram as it is now.
func (h *histogram) dto() *dto.Histogram {
	result := &dto.Histogram{SampleSum: new(h.sum)}
	count := uint64(0)
	for i, bound := range h.bounds {
		count += h.counts[i]
		result.Bucket = append(result.Bucket, &dto.Bucket{UpperBound: new(bound), CumulativeCount: new(count)})
	}
	result.SampleCount = new(count + h.counts[len(h.bounds)])
	return result
}
