package collector_test

import (
	"cmp"
	"fmt"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface/hubtest"
)

// While no scrape fails, no gauge vanishes: not between the first scrape and
// the second, which comes up to one and a half intervals later, not while a
// scrape takes all of its time, and not while the exporter waits for the
// quota.
func TestNoGaugeVanishesWhileNothingFails(t *testing.T) {
	const organizations = 8
	for name, test := range map[string]struct {
		interval, staleness, latency time.Duration
		quota                        int
	}{
		"interval near staleness": {interval: 50 * time.Minute, staleness: time.Hour},
		"interval is staleness":   {interval: 5 * time.Minute, staleness: 5 * time.Minute},
		"six hours":               {interval: 6 * time.Hour, staleness: 6 * time.Hour},
		"slow scrapes":            {interval: 90 * time.Second, staleness: 90 * time.Second, latency: 29 * time.Second},
		"waiting for the quota":   {interval: 10 * time.Minute, staleness: 10 * time.Minute, quota: 9 * organizations},
		"staleness of one second": {interval: time.Second, staleness: time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			opts := everything
			opts.Staleness = test.staleness
			if test.quota > 0 {
				opts.Account = false // whoami would take of the quota what others count on.
			}
			bubble(t, opts, func(t *testing.T, f *fixture) {
				f.Hub.SetQuota(cmp.Or(test.quota, 1<<30), 50*time.Minute)
				if test.latency > 0 {
					f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.Latency(test.latency))
				}
				var targets []collector.Target
				for i := range organizations {
					name := fmt.Sprintf("organization-%d", i)
					f.account(name)
					f.organizations(name)
					target := f.target(name, "secret")
					target.Interval = test.interval
					targets = append(targets, target)
				}
				f.Apply(targets)
				pass(3 * test.latency)
				pass(test.interval / 100)
				gauges := func() int {
					series := f.Series()
					return len(series.Data()) + len(series.Only(accountNames...)) + len(series.Only("huggingface_rate_limit_remaining", "huggingface_organization_reported_members"))
				}
				want := gauges()
				for range 40 {
					pass(test.interval / 10)
					if got := gauges(); got != want {
						t.Fatalf("%d gauges, before %d\n%s", got, want, f.logs)
					}
				}
				for _, s := range f.Status() {
					if !s.Up || s.Stale || s.Snapshot == nil {
						t.Errorf("%s is up: %t, stale: %t", s.Organization, s.Up, s.Stale)
					}
				}
			})
		})
	}
}

// A scrape that does not end although its time is over, because its Hub does
// not obey, must not let old numbers look current.
func TestOverdueDataVanish(t *testing.T) {
	opts := everything
	opts.Staleness = 10 * time.Minute
	bubble(t, opts, func(t *testing.T, f *fixture) {
		hub := &stuck{list: list(manyMembers(3)), release: make(chan struct{})}
		f.apply(collector.Target{Organization: "acme", Hub: hub, Interval: 5 * time.Minute})
		if len(f.Series().Data()) == 0 {
			t.Fatal("the first scrape has no data")
		}
		hub.closed.Store(true)
		pass(25 * time.Minute)
		if got := f.Series().Data(); len(got) != 0 || !f.Status()[0].Stale {
			t.Errorf("numbers of 25 minutes ago are shown while a scrape hangs: %v", got)
		}
		close(hub.release)
	})
}

// A quota that the Hub no longer reports is not known any more.
func TestQuotaNoLongerReportedVanishes(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.organizations("acme")
		f.apply(f.target("acme", "secret"))
		if len(f.Series().Only("huggingface_rate_limit_remaining")) != 1 {
			t.Fatal("no quota")
		}
		f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.Header("RateLimit", "", hubtest.Header("RateLimit-Policy", "", nil)))
		pass(3 * time.Minute)
		if got := f.Series().Only("huggingface_rate_limit_remaining"); len(got) != 0 {
			t.Errorf("the quota of minutes ago is shown: %v", got)
		}
	})
}

func TestStaleDataVanish(t *testing.T) {
	opts := everything
	opts.Staleness = 10 * time.Minute
	bubble(t, opts, func(t *testing.T, f *fixture) {
		f.organizations("acme")
		f.apply(f.target("acme", "secret"))
		f.Hub.Fault(hubtest.Match{}, hubtest.Hang())
		pass(10 * time.Minute)
		if len(f.Series().Data()) == 0 || f.Status()[0].Snapshot == nil {
			t.Error("the data are gone before they are stale")
		}
		pass(time.Second)
		series := f.Series()
		if data := series.Data(); len(data) != 0 || len(series.Only("huggingface_rate_limit_remaining")) != 0 {
			t.Errorf("stale data are shown: %v", series)
		}
		if s := f.Status()[0]; !s.Stale || s.Snapshot != nil || s.LastSuccess.IsZero() {
			t.Errorf("the status shows stale data: %+v", s)
		}
		for _, name := range []string{"huggingface_up", "huggingface_last_scrape_timestamp_seconds", "huggingface_last_success_timestamp_seconds", "huggingface_scrapes_total", "huggingface_organization_members_joined_total"} {
			if len(series.Only(name)) != 1 {
				t.Errorf("%s is gone with the data", name)
			}
		}
	})
}

func TestStalenessOfZeroDisablesExpiry(t *testing.T) {
	bubble(t, collector.Options{}, func(_ *testing.T, f *fixture) {
		f.Hub.SetOrganization(hubtest.Organization{Name: "acme", Public: true, Members: people(1, 3, "read")})
		f.apply(f.target("acme", ""))
		f.Hub.RemoveOrganization("acme")
		pass(48 * time.Hour)
		f.want(map[string]float64{`huggingface_organization_members{organization="acme",role="unknown"}`: 3})
	})
}
