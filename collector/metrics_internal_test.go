package collector

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// The client library's histogram tells what a bucket has.
func TestHistogram(t *testing.T) {
	bounds := []float64{.25, 1, 5}
	want := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "want", Buckets: bounds})
	got := newHistogram(bounds...)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 1_000 {
		took := time.Duration(random.Int64N(int64(10 * time.Second)))
		if i%10 == 0 {
			took = time.Second // on a bound
		}
		want.Observe(took.Seconds())
		got.observe(took)
	}
	var m dto.Metric
	if err := want.Write(&m); err != nil {
		t.Fatal(err)
	}
	m.Histogram.CreatedTimestamp = nil
	if h := got.dto(); h.String() != m.Histogram.String() {
		t.Errorf("have %v, want %v", h, m.Histogram)
	}
}

// However many names the Hub thinks of, few are remembered.
func TestFreezerIsBounded(t *testing.T) {
	var f freezer
	desc := newDesc("name", "Help.", "label")
	for i := range 2 * maxLabelPairs {
		f.gauge(desc, 1, "acme", string(rune(0x10000+i)))
	}
	if len(f.pairs) != maxLabelPairs {
		t.Errorf("%d label pairs are kept, want %d", len(f.pairs), maxLabelPairs)
	}
}
