package collector_test

import (
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

func TestApplyLeavesEqualTargetsAlone(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.organizations("acme", "globex")
		acme := f.target("acme", "secret")
		f.apply(acme)
		pass(time.Second)
		before, requests := f.Series(), len(f.Hub.Requests())
		f.apply(acme)
		pass(time.Second)
		if n := len(f.Hub.Requests()); n != requests {
			t.Errorf("%d requests after nothing changed", n-requests)
		}
		if after := f.Series(); !maps.Equal(before, after) {
			t.Errorf("nothing changed but the metrics, from\n%v to\n%v", before, after)
		}
	})
}

func TestApplyKeepsTheNumbersOfChangedTargets(t *testing.T) {
	bubble(t, everything, func(_ *testing.T, f *fixture) {
		f.organizations("acme")
		acme := f.target("acme", "secret")
		f.apply(acme)
		pass(5 * time.Minute)
		scrapes := f.Series()[`huggingface_scrapes_total{organization="acme"}`]

		f.Hub.Fault(hubtest.Match{}, hubtest.Hang())
		acme.SeatLimit = 30
		f.apply(acme)
		f.want(map[string]float64{
			`huggingface_scrapes_total{organization="acme"}`:                     scrapes + 1,
			`huggingface_organization_members{organization="acme",role="read"}`:  25,
			`huggingface_organization_seat_limit{organization="acme"}`:           30,
			`huggingface_organization_members_joined_total{organization="acme"}`: 0,
			`huggingface_up{organization="acme"}`:                                1,
		})
	})
}

// A removed organization leaves nothing: no series, no poller, and none that a
// late request could bring back.
func TestApplyForgetsRemovedOrganizations(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.organizations("acme", "globex")
		acme, globex := f.target("acme", "secret"), f.target("globex", "secret")
		f.apply(acme, globex)
		pass(time.Second)
		f.Hub.Fault(hubtest.Match{Organization: "globex", Page: 2}, hubtest.Hang())
		globex.SeatLimit = 1
		f.apply(acme, globex)

		f.apply(acme)
		f.Observer("globex")(huggingface.Attempt{Endpoint: huggingface.EndpointMembers, Code: "200", RateLimits: []huggingface.RateLimit{{Bucket: "api"}}})
		for key := range f.Series() {
			if strings.Contains(key, "globex") {
				t.Errorf("%s is left of a removed organization", key)
			}
		}
		if status := f.Status(); len(status) != 1 || status[0].Organization != "acme" {
			t.Errorf("the status is %+v", status)
		}
		if len(f.logs.lines("level=error")) != 0 {
			t.Errorf("the end of a scrape was logged as a failure: %s", f.logs)
		}
		f.Hub.ResetRequests()
		pass(10 * time.Minute)
		if n := len(f.listings("globex", time.Now())); n != 0 {
			t.Errorf("%d scrapes of a removed organization", n)
		}

		f.apply(acme, globex)
		f.want(map[string]float64{`huggingface_scrapes_total{organization="globex"}`: 1})
	})
}

func TestCloseEndsForGood(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.organizations("acme")
		f.apply(f.target("acme", "secret"))
		pass(time.Second)
		f.Close()
		f.Close()
		f.Hub.ResetRequests()
		f.apply(f.target("acme", "secret"), f.target("globex", "secret"))
		pass(time.Hour)
		if n := len(f.Hub.Requests()); n != 0 {
			t.Errorf("%d requests after the end", n)
		}
	})
}

func TestReadyWithTheLastOrganization(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		f.organizations("acme", "globex")
		f.Hub.Fault(hubtest.Match{Organization: "globex"}, hubtest.Latency(20*time.Second))
		f.apply(f.target("acme", "secret"), f.target("globex", "secret"), f.target("umbrella", "secret"))
		if f.Ready() {
			t.Error("ready before globex was tried")
		}
		pass(61 * time.Second)
		if !f.Ready() {
			t.Error("not ready although each was tried, one of them in vain")
		}
	})
}

// An organization that a reload adds does not make a ready exporter unready,
// and one that a reload removes is not waited for.
func TestReadinessIsLatched(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		f.organizations("acme")
		f.Hub.Fault(hubtest.Match{Organization: "globex"}, hubtest.Hang())
		f.Hub.Fault(hubtest.Match{Organization: "initech"}, hubtest.Hang())
		acme, globex := f.target("acme", "secret"), f.target("globex", "secret")
		f.apply(acme, globex)
		if f.Ready() {
			t.Error("ready before globex was tried")
		}
		f.apply(acme)
		if !f.Ready() {
			t.Error("not ready although globex was removed")
		}
		f.apply(acme, f.target("initech", "secret"))
		if !f.Ready() {
			t.Error("a reload has made a ready exporter unready")
		}
	})
}

// Two targets for one organization are one poller, and the first counts.
func TestTargetsThatAreThereTwice(t *testing.T) {
	bubble(t, everything, func(_ *testing.T, f *fixture) {
		f.organizations("acme")
		first, second := f.target("acme", "secret"), f.target("acme", "secret")
		first.SeatLimit, second.SeatLimit = 1, 2
		f.apply(first, second, first)
		f.want(map[string]float64{
			`huggingface_scrapes_total{organization="acme"}`:           1,
			`huggingface_organization_seat_limit{organization="acme"}`: 1,
		})
		f.apply(first, second)
		f.want(map[string]float64{`huggingface_scrapes_total{organization="acme"}`: 1})
	})
}

// Reloads in the middle of scrapes, with everything that reads at the same
// time, lose and double nothing.
func TestReloadDuringScrapes(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.organizations("acme", "globex", "initech")
		f.Hub.SetQuota(1_000_000, time.Minute)
		f.Hub.Fault(hubtest.Match{Page: 2}, hubtest.Latency(3*time.Second))
		acme, globex, initech := f.target("acme", "secret"), f.target("globex", "secret"), f.target("initech", "secret")

		var readers sync.WaitGroup
		done := make(chan struct{})
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				case <-time.After(500 * time.Millisecond):
				}
				f.Status()
				f.Ready()
				for key, value := range f.Series().Only("huggingface_organization_members") {
					if value != 0 && value != 25 {
						t.Errorf("%s is %v", key, value)
					}
				}
			}
		})
		for i := range 100 {
			globex.SeatLimit = 1 + i%2
			targets := []collector.Target{acme, globex}
			if i%3 == 0 {
				targets = append(targets, initech)
			}
			f.Apply(targets)
			time.Sleep(700 * time.Millisecond)
		}
		f.apply(acme, globex, initech)
		pass(3 * time.Minute)
		close(done)
		readers.Wait()

		series := f.Series()
		for _, name := range []string{"acme", "globex", "initech"} {
			f.want(map[string]float64{
				`huggingface_organization_members{organization="` + name + `",role="read"}`:  25,
				`huggingface_organization_members_joined_total{organization="` + name + `"}`: 0,
				`huggingface_organization_members_left_total{organization="` + name + `"}`:   0,
				`huggingface_up{organization="` + name + `"}`:                                1,
			})
		}
		if begun := len(f.listings("acme", time.Now())); float64(begun) != series[`huggingface_scrapes_total{organization="acme"}`] {
			t.Errorf("%d scrapes of acme reached the Hub, %v were counted", begun, series[`huggingface_scrapes_total{organization="acme"}`])
		}
	})
}
