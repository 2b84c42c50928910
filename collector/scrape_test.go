package collector_test

import (
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

// While a scrape hangs, /metrics and the status are answered in no time.
func TestCollectNeverWaits(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.organizations("acme")
		f.Hub.Fault(hubtest.Match{After: 1}, hubtest.Hang())
		f.apply(f.target("acme", "secret"))
		start := time.Now()
		f.want(map[string]float64{
			`huggingface_up{organization="acme"}`:                                absent,
			`huggingface_last_scrape_timestamp_seconds{organization="acme"}`:     absent,
			`huggingface_scrapes_total{organization="acme"}`:                     1,
			`huggingface_scrape_errors_total{code="401",organization="acme"}`:    0,
			`huggingface_scrape_errors_total{code="403",organization="acme"}`:    0,
			`huggingface_scrape_errors_total{code="404",organization="acme"}`:    0,
			`huggingface_scrape_duration_seconds_count{organization="acme"}`:     0,
			`huggingface_organization_members_joined_total{organization="acme"}`: 0,
			`huggingface_organization_members_left_total{organization="acme"}`:   0,
			`huggingface_api_requests_total{code="200",organization="acme"}`:     1,
		})
		if data := f.Series().Data(); len(data) != 0 {
			t.Errorf("data of half a scrape: %v", data)
		}
		if f.Ready() || f.Status()[0].Tried {
			t.Error("a scrape that hangs counts as tried")
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("answering took %s", took)
		}
		pass(time.Minute)
		if !f.Ready() {
			t.Error("a scrape that timed out does not count as tried")
		}
	})
}
