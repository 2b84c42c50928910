package collector_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface/hubtest"
)

// The first scrape is at once, the second between half an interval and one and
// a half later, and then there is one in each interval.
func TestScrapesKeepTheInterval(t *testing.T) {
	for _, name := range []string{"acme", "globex", "initech", "umbrella", "a", "b", "c", "d"} {
		bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
			start := time.Now()
			f.apply(f.target(name, ""))
			pass(10*time.Minute + time.Second)
			got := f.listings(name, start)
			if len(got) < 10 || got[0] != 0 {
				t.Fatalf("scrapes at %v", got)
			}
			if got[1] < 30*time.Second || got[1] > 90*time.Second {
				t.Errorf("the second scrape is %s after the first", got[1])
			}
			for i := 2; i < len(got); i++ {
				if step := got[i] - got[i-1]; step != time.Minute {
					t.Errorf("the scrapes at %v are not an interval apart", got)
				}
			}
		})
	}
}

func TestStartsAreSpreadOut(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		start := time.Now()
		var targets []collector.Target
		for i := range 50 {
			targets = append(targets, f.target(fmt.Sprintf("organization-%d", i), ""))
		}
		f.Apply(targets)
		pass(3 * time.Minute)

		var slots []time.Duration
		for _, target := range targets {
			times := f.listings(target.Organization, start)
			slots = append(slots, times[len(times)-1]%time.Minute)
		}
		slices.Sort(slots)
		var sixths [6]int
		for _, slot := range slots {
			sixths[slot/(10*time.Second)]++
		}
		for i, n := range sixths {
			if n == 0 || n > 20 {
				t.Errorf("of 50 organizations %d start in the %d. sixth of the interval: %v", n, i+1, sixths)
			}
		}
		if same := len(slots) - len(slices.Compact(slices.Clone(slots))); same != 0 {
			t.Errorf("%d organizations start at the same time as another", same)
		}
	})
}

// An organization has the same place in the interval whenever it is added.
func TestPlaceIsStable(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		start := time.Now()
		place := func() time.Duration {
			times := f.listings("acme", start)
			return times[len(times)-1] % time.Minute
		}
		target := f.target("acme", "")
		f.apply(target)
		pass(150 * time.Second)
		before := place()

		f.apply()
		pass(17 * time.Second)
		f.apply(target)
		pass(150 * time.Second)
		if after := place(); after != before {
			t.Errorf("removed and added, it is scraped at %s of the interval, before at %s", after, before)
		}
		pass(17 * time.Second)
		target.SeatLimit = 5
		f.apply(target)
		pass(150 * time.Second)
		if after := place(); after != before {
			t.Errorf("changed, it is scraped at %s of the interval, before at %s", after, before)
		}
	})
}

// A scrape that takes two and a half intervals is not overlapped by another,
// and is followed by one in the next slot.
func TestScrapesNeverOverlap(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		f.Hub.Fault(hubtest.Match{}, hubtest.Latency(29*time.Second))
		f.Hub.SetOrganization(hubtest.Organization{Name: "acme", Public: true, Members: people(1, 50, "read")})
		target := f.target("acme", "")
		target.Timeout = time.Hour
		start := time.Now()
		f.apply(target)
		pass(30*time.Minute + time.Second)

		got := f.listings("acme", start)
		if len(got) < 9 {
			t.Errorf("scrapes at %v: more slots are skipped than needed", got)
		}
		for i := 1; i < len(got); i++ {
			step := got[i] - got[i-1]
			// Five pages take 145 s, and the next slot is at most 60 s later.
			if step < 145*time.Second || step > 205*time.Second {
				t.Errorf("scrapes at %v: one began %s after another that takes 145s", got, step)
			}
		}
	})
}

// With a timeout of one interval, an organization that hangs is tried in each.
func TestTimeoutOfOneIntervalSkipsNoSlot(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		f.Hub.SetOrganization(hubtest.Organization{Name: "acme", Public: true})
		f.Hub.Fault(hubtest.Match{}, hubtest.Hang())
		f.apply(f.target("acme", ""))
		pass(time.Hour)
		ended := f.Series()[`huggingface_scrape_duration_seconds_count{organization="acme"}`]
		if ended < 58 {
			t.Errorf("%v scrapes of one minute ended in an hour", ended)
		}
	})
}

func TestHangingOrganizationDelaysNoOther(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.organizations("acme", "globex")
		f.Hub.Fault(hubtest.Match{Organization: "globex"}, hubtest.Hang())
		f.Hub.Fault(hubtest.Match{Path: "whoami"}, hubtest.Hang())
		f.apply(f.target("acme", "secret"), f.target("globex", "secret"))
		pass(10*time.Minute + time.Second)
		f.want(map[string]float64{`huggingface_up{organization="acme"}`: 1, `huggingface_up{organization="globex"}`: 0})
		if n := f.Series()[`huggingface_scrapes_total{organization="acme"}`]; n < 10 {
			t.Errorf("%v scrapes in ten minutes", n)
		}
	})
}
