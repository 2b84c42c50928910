package collector_test

import (
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

const pageSizeOfAcme = `huggingface_scrape_page_size{organization="acme"}`

// pageLatency makes each page take a time that can be changed.
func pageLatency(each *atomic.Int64) hubtest.Fault {
	return hubtest.LimitLatency(func(int) time.Duration { return time.Duration(each.Load()) })
}

// There is a trial if both the trial and another listing fit into the timeout.
func TestPageSizeWithLittleTime(t *testing.T) {
	for interval, want := range map[time.Duration]float64{9 * time.Second: 500, 10 * time.Second: 2000} {
		bubble(t, collector.Options{}, func(_ *testing.T, f *fixture) {
			f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.Latency(1050*time.Millisecond)) // 4.2 s in pages of 500
			f.auto(2_000, interval)
			pass(12 * interval)
			f.want(map[string]float64{pageSizeOfAcme: want})
			f.wantHealthy(2_000)
		})
	}
}

// A size that worked has the whole timeout, as a fixed one has.
func TestPageSizeWhenTheHubIsSlow(t *testing.T) {
	bubble(t, collector.Options{}, func(_ *testing.T, f *fixture) {
		var each atomic.Int64
		f.Hub.Fault(hubtest.Match{Path: "members"}, pageLatency(&each))
		f.auto(3_000, 40*time.Second)
		pass(10 * time.Minute)
		each.Store(int64(25 * time.Second)) // of 40 s
		pass(10 * time.Minute)
		f.want(map[string]float64{pageSizeOfAcme: 4000})
		f.wantHealthy(3_000)
	})
}

// Waiting for the rate limit takes as much of the timeout as with a fixed size.
func TestPageSizeAndARateLimitInAScrape(t *testing.T) {
	bubble(t, collector.Options{}, func(_ *testing.T, f *fixture) {
		f.auto(2_000, 5*time.Minute)
		pass(time.Hour)
		reset := time.Now().Add(500 * time.Second)
		f.Hub.Fault(hubtest.Match{Path: "members"}, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
			if left := time.Until(reset); left > 0 && left < 250*time.Second {
				hubtest.RateLimited(0, left)(w, r, next)
				return
			}
			next.ServeHTTP(w, r)
		})
		pass(time.Hour)
		f.want(map[string]float64{pageSizeOfAcme: 2000})
		f.wantHealthy(2_000)
	})
}

// A trial and reading again in smaller pages count towards the quota.
func TestPageSizeAndTheQuota(t *testing.T) {
	bubble(t, collector.Options{}, func(_ *testing.T, f *fixture) {
		f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.RefuseLimit(500))
		f.auto(10_000, 5*time.Minute) // 20 pages of 500
		f.apply()
		f.Hub.SetQuota(32, 15*time.Minute) // After the first listing, 12 are left: enough for 10 pages of 1,000.
		f.Hub.ResetRequests()
		f.apply(f.autoTarget(5 * time.Minute))
		pass(2 * time.Hour)
		f.wantHealthy(10_000)
	})
}

// A trial that hangs, and whose members cannot be read again in the rest of the
// time, fails one scrape and not one in two.
func TestPageSizeThatLeavesTooLittleTime(t *testing.T) {
	bubble(t, collector.Options{}, func(_ *testing.T, f *fixture) {
		var each atomic.Int64
		var hung atomic.Bool
		f.Hub.Fault(hubtest.Match{Path: "members"}, pageLatency(&each))
		f.Hub.Fault(hubtest.Match{Path: "members", Page: 1}, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
			each.Store(int64(1050 * time.Millisecond))
			if hung.Load() { // Four pages fit no longer into what a trial has left.
				each.Store(int64(1600 * time.Millisecond))
			}
			if hung.Store(r.URL.Query().Get("limit") != "500"); hung.Load() {
				hubtest.Hang()(w, r, next)
				return
			}
			next.ServeHTTP(w, r)
		})
		f.auto(2_000, 10*time.Second)
		pass(5 * time.Minute)
		f.want(map[string]float64{`huggingface_scrape_errors_total{code="timeout",organization="acme"}`: 1})
	})
}

// What hangs uses up the timeout. The next scrape begins with smaller pages.
func TestPageSizeThatBeginsToHang(t *testing.T) {
	bubble(t, collector.Options{}, func(_ *testing.T, f *fixture) {
		var each atomic.Int64
		f.Hub.Fault(hubtest.Match{Path: "members"}, pageLatency(&each))
		f.auto(5_000, time.Minute)
		pass(10 * time.Minute)
		each.Store(int64(4 * time.Second)) // 500: 40 s, 4000: 8 s
		f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.BeyondLimit(4000, hubtest.Hang()))
		pass(15 * time.Minute)
		f.want(map[string]float64{pageSizeOfAcme: 4000, `huggingface_scrape_errors_total{code="timeout",organization="acme"}`: 1})
	})
}

// An outage is not the page size's fault, whenever it begins.
func TestPageSizeOutlivesAnOutage(t *testing.T) {
	for _, begins := range []time.Duration{time.Second, 55 * time.Minute} { // before the first trial, and when settled
		bubble(t, collector.Options{}, func(_ *testing.T, f *fixture) {
			f.auto(2_000, 10*time.Minute)
			pass(begins)
			remove := f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.Status(http.StatusServiceUnavailable, "Down"))
			pass(time.Hour)
			if lines := f.logs.lines("Page size settled"); begins == time.Second && len(lines) > 0 {
				t.Errorf("settled while scrapes fail: %s", lines)
			}
			remove()
			pass(time.Hour)
			f.want(map[string]float64{pageSizeOfAcme: 2000, `huggingface_up{organization="acme"}`: 1})
		})
	}
}

// A scrape that is ended from outside says nothing of the size.
func TestPageSizeOutlivesAReload(t *testing.T) {
	bubble(t, collector.Options{}, func(_ *testing.T, f *fixture) {
		var each atomic.Int64
		each.Store(int64(time.Second))
		f.Hub.Fault(hubtest.Match{Path: "members"}, pageLatency(&each))
		f.auto(3_000, 10*time.Minute)
		pass(2 * time.Hour)
		for limit := range 5 {
			target := f.autoTarget(10 * time.Minute)
			target.SeatLimit = limit
			f.apply(target)
			pass(time.Second / 2)
		}
		pass(time.Minute)
		f.want(map[string]float64{pageSizeOfAcme: 4000})
		f.wantHealthy(3_000)
	})
}

type brokenDirectory struct{ loads atomic.Int64 }

func (d *brokenDirectory) Load() (func(*huggingface.Member) collector.Listing, error) {
	d.loads.Add(1)
	return nil, errors.New("no such file")
}

// A scrape that reads the members twice is one scrape.
func TestPageSizeLoadsTheDirectoryOnce(t *testing.T) {
	bubble(t, collector.Options{}, func(_ *testing.T, f *fixture) {
		f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.RefuseLimit(500))
		f.auto(2_000, 10*time.Minute)
		target, directory := f.autoTarget(10*time.Minute), &brokenDirectory{}
		target.Directory = directory
		f.apply(target)
		pass(25 * time.Minute)
		scrapes := f.Series().Sum("huggingface_scrapes_total") - 1 // The first one has no directory.
		if loads, errs := float64(directory.loads.Load()), f.Series().Sum("huggingface_collector_errors_total"); loads != scrapes || errs != scrapes || scrapes < 2 {
			t.Errorf("%v loads and %v errors in %v scrapes", loads, errs, scrapes)
		}
	})
}
