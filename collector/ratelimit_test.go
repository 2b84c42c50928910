package collector_test

import (
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface/hubtest"
)

// Seven requests are left of ten after a scrape of three pages, then four,
// then one: the fourth scrape waits for the reset, and no request is refused.
func TestScrapeWaitsForTheQuota(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		f.organizations("acme")
		f.Hub.SetQuota(10, 10*time.Minute)
		start := time.Now()
		f.apply(f.target("acme", "secret"))
		pass(10*time.Minute - time.Second)
		if n := len(f.listings("acme", start)); n != 3 {
			t.Errorf("%d scrapes before the reset, want 3", n)
		}
		f.want(map[string]float64{
			`huggingface_rate_limit_limit{bucket="api",organization="acme"}`:     10,
			`huggingface_rate_limit_remaining{bucket="api",organization="acme"}`: 1,
		})
		// The Hub tells the reset in whole seconds, rounded up.
		due := f.Status()[0].NextScrape.Sub(start)
		reset := f.Series()[`huggingface_rate_limit_reset_timestamp_seconds{bucket="api",organization="acme"}`] - float64(start.Unix())
		if due < 10*time.Minute || due > 10*time.Minute+time.Second || reset < 600 || reset > 601 {
			t.Errorf("the next scrape is due %s after the start, the reset %v s", due, reset)
		}
		if len(f.logs.lines("level=info", "organization=acme", "remaining=1", "needed=3", "wait=")) != 1 {
			t.Errorf("the wait is not in the log: %s", f.logs)
		}
		pass(2 * time.Second)
		if n := len(f.listings("acme", start)); n != 4 {
			t.Errorf("%d scrapes after the reset, want 4", n)
		}
		for _, r := range f.Hub.Requests() {
			if r.Status == 429 {
				t.Fatal("a request was refused")
			}
		}
	})
}

// Organizations with one token share its quota; another token has its own.
func TestQuotaIsShared(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		f.organizations("acme", "globex")
		f.Hub.SetOrganization(hubtest.Organization{Name: "initech", Tokens: map[string]hubtest.Power{"other": hubtest.Admin}})
		f.Hub.SetQuota(3, 30*time.Minute)
		start := time.Now()
		f.apply(f.target("acme", "secret"))
		f.apply(f.target("acme", "secret"), f.target("globex", "secret"), f.target("initech", "other"))
		pass(2 * time.Minute)
		if n := len(f.listings("globex", start)); n != 0 {
			t.Errorf("globex was asked for with nothing left of the quota")
		}
		if n := len(f.listings("initech", start)); n < 2 {
			t.Errorf("%d scrapes of initech in two minutes, which has a token of its own", n)
		}
	})
}

// A reset that is a day away is not waited for.
func TestQuotaWaitIsBounded(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		f.organizations("acme")
		f.Hub.SetQuota(3, 24*time.Hour)
		start := time.Now()
		f.apply(f.target("acme", "secret"))
		pass(3 * time.Hour)
		if n := len(f.listings("acme", start)); n < 3 {
			t.Errorf("%d scrapes in three hours", n)
		}
	})
}
