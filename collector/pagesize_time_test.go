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
	for interval, want := range map[time.Duration]float64{9 * time.Second: 500, 10 * time.Second: 10_000} {
		bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
			f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.Latency(105*time.Millisecond)) // 4.2 s in pages of 500
			f.auto(20_000, interval)
			pass(12 * interval)
			f.want(map[string]float64{pageSizeOfAcme: want})
			f.wantHealthy(20_000)
		})
	}
}

// A size that worked has the whole timeout, as a fixed one has.
func TestPageSizeWhenTheHubIsSlow(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		var each atomic.Int64
		f.Hub.Fault(hubtest.Match{Path: "members"}, pageLatency(&each))
		f.auto(20_000, time.Minute)
		pass(10 * time.Minute)
		each.Store(int64(25 * time.Second)) // 50 of 60 s
		pass(20 * time.Minute)
		f.want(map[string]float64{pageSizeOfAcme: 10_000})
		f.wantHealthy(20_000)
	})
}

// Waiting for the rate limit takes as much of the timeout as with a fixed size.
func TestPageSizeAndARateLimitInAScrape(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
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
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.Truncate(200_000)) // each page of 1,000 takes a request and breaks off
		f.auto(10_000, 5*time.Minute)                                          // 20 pages of 500
		f.Hub.SetQuota(40, 15*time.Minute)
		pass(2 * time.Hour)
		f.wantHealthy(10_000)
	})
}

// What hangs uses up the timeout. The next scrape begins with smaller pages.
func TestPageSizeThatBeginsToHang(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		var each atomic.Int64
		f.Hub.Fault(hubtest.Match{Path: "members"}, pageLatency(&each))
		f.auto(20_000, time.Minute)
		pass(10 * time.Minute)
		each.Store(int64(time.Second)) // 500: 40 s, 5000: 4 s
		f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.BeyondLimit(5000, hubtest.Hang()))
		pass(time.Hour)
		f.want(map[string]float64{pageSizeOfAcme: 5000, `huggingface_scrape_errors_total{code="timeout",organization="acme"}`: 1})
	})
}

// An outage is not the page size's fault, whenever it begins.
func TestPageSizeOutlivesAnOutage(t *testing.T) {
	for _, begins := range []time.Duration{time.Second, 55 * time.Minute} { // before the first trial, and when settled
		bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
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
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		var each atomic.Int64
		each.Store(int64(time.Second))
		f.Hub.Fault(hubtest.Match{Path: "members"}, pageLatency(&each))
		f.auto(20_000, 10*time.Minute)
		pass(2 * time.Hour)
		target := f.target("acme", "secret")
		target.Interval, target.PageSize = 10*time.Minute, 0
		for range 5 {
			f.apply(target)
			pass(time.Second / 2)
			target.SeatLimit++
		}
		pass(time.Minute)
		f.want(map[string]float64{pageSizeOfAcme: 10_000})
		f.wantHealthy(20_000)
	})
}

type brokenDirectory struct{ loads atomic.Int64 }

func (d *brokenDirectory) Load() (func(*huggingface.Member) collector.Listing, error) {
	d.loads.Add(1)
	return nil, errors.New("no such file")
}

// A scrape that reads the members twice is one scrape.
func TestPageSizeLoadsTheDirectoryOnce(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.RefuseLimit(500))
		f.auto(2_000, 10*time.Minute)
		target, directory := f.target("acme", "secret"), &brokenDirectory{}
		target.Interval, target.PageSize, target.Directory = 10*time.Minute, 0, directory
		f.apply(target)
		pass(25 * time.Minute)
		scrapes := f.Series().Sum("huggingface_scrape_duration_seconds_count")
		if loads, errs := directory.loads.Load(), f.Series().Sum("huggingface_collector_errors_total"); float64(loads) > scrapes || errs != float64(loads) || loads < 2 {
			t.Errorf("%d loads and %v errors in %v scrapes", loads, errs, scrapes)
		}
	})
}
