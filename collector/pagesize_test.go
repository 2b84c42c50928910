package collector_test

import (
	"net/url"
	"slices"
	"strconv"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface/hubtest"
)

// auto polls acme in pages whose size the collector finds out.
func (f *fixture) auto(members int, interval time.Duration) {
	f.Hub.SetGzip(false)
	f.Hub.SetQuota(1<<30, time.Hour)
	f.Hub.SetOrganization(organization("acme", people(1, members, "read")))
	f.apply(f.autoTarget(interval))
}

func (f *fixture) autoTarget(interval time.Duration) collector.Target {
	target := f.target("acme", "secret")
	target.Interval, target.PageSize = interval, 0
	return target
}

// sizes are the page sizes of the listings that reached the Hub.
func (f *fixture) sizes() []int {
	var sizes []int
	for _, r := range f.Hub.Requests() {
		if r.Page == 1 {
			query, _ := url.ParseQuery(r.RawQuery)
			limit, _ := strconv.Atoi(query.Get("limit"))
			sizes = append(sizes, limit)
		}
	}
	return sizes
}

func TestPageSizeSettles(t *testing.T) {
	linear := hubtest.LimitLatency(func(limit int) time.Duration {
		return 20*time.Millisecond + time.Duration(limit)*time.Microsecond
	})
	squared := hubtest.LimitLatency(func(limit int) time.Duration {
		return 20*time.Millisecond + time.Duration(limit)*time.Duration(limit)*200*time.Nanosecond
	})
	for name, test := range map[string]struct {
		members int
		fault   hubtest.Fault
		want    []int // sizes of the first listings
		settled string
	}{
		"one page":     {500, linear, []int{500, 500, 500, 500}, ""},
		"large":        {2_000, linear, []int{500, 1000, 2000, 2000, 2000}, "page_size=2000 pages=1"},
		"super-linear": {2_000, squared, []int{500, 1000, 500, 500, 500}, "page_size=500 pages=4"},
		"refused, 400": {2_000, hubtest.RefuseLimit(1000), []int{500, 1000, 2000, 1000, 1000, 1000}, "page_size=1000 pages=2"},
		"refused, 413": {2_000, hubtest.BeyondLimit(1000, hubtest.Status(413, "Too large")), []int{500, 1000, 2000, 1000, 1000, 1000}, "page_size=1000 pages=2"},
		"hangs":        {2_000, hubtest.BeyondLimit(500, hubtest.Hang()), []int{500, 1000, 500, 500}, "page_size=500 pages=4"},
		"breaks off":   {2_000, hubtest.Truncate(200_000), []int{500, 1000}, "page_size=500 pages=4"},
		"fails, 504":   {2_000, hubtest.BeyondLimit(500, hubtest.Status(504, "Gateway Timeout")), []int{500, 1000}, "page_size=500 pages=4"},
		"refused, 401": {2_000, hubtest.BeyondLimit(500, hubtest.Status(401, "No")), []int{500, 1000, 500, 500}, "page_size=500 pages=4"},
		"refused, 403": {2_000, hubtest.BeyondLimit(500, hubtest.HTML(403)), []int{500, 1000, 500, 500}, "page_size=500 pages=4"},
		"refused, 404": {2_000, hubtest.BeyondLimit(500, hubtest.Status(404, "No")), []int{500, 1000, 500, 500}, "page_size=500 pages=4"},
		"refused, 408": {2_000, hubtest.BeyondLimit(500, hubtest.Status(408, "No")), []int{500, 1000, 500, 500}, "page_size=500 pages=4"},
		"refused, 422": {2_000, hubtest.BeyondLimit(500, hubtest.Status(422, "No")), []int{500, 1000, 500, 500}, "page_size=500 pages=4"},
		"refused, 429": {2_000, hubtest.BeyondLimit(500, hubtest.RetryAfter(429, "1")), []int{500, 1000, 500, 500}, "page_size=500 pages=4"},
		"empty list":   {2_000, hubtest.BeyondLimit(500, hubtest.Body("application/json", []byte("[]"))), []int{500, 1000, 500, 500}, "page_size=500 pages=4"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
				f.Hub.Fault(hubtest.Match{Path: "members"}, test.fault)
				f.auto(test.members, 10*time.Minute)
				pass(time.Hour)
				sizes := f.sizes()
				if len(sizes) < len(test.want) || !slices.Equal(sizes[:len(test.want)], test.want) {
					t.Errorf("the page sizes are %v, want %v", sizes, test.want)
				}
				if lines := f.logs.lines(`msg="Page size settled"`, test.settled); (len(lines) == 1) != (test.settled != "") {
					t.Errorf("want one line with %q in the log, have %s", test.settled, f.logs.lines("page_size"))
				}
				f.wantHealthy(test.members)
			})
		})
	}
}

// wantHealthy checks that no scrape has failed, whatever page sizes were tried.
func (f *fixture) wantHealthy(members int) {
	f.t.Helper()
	series := f.Series()
	if n := series.Sum("huggingface_scrape_errors_total"); n != 0 {
		f.t.Errorf("%v scrapes failed", n)
	}
	if n := series.Sum("huggingface_organization_members"); n != float64(members) {
		f.t.Errorf("%v members, want %d", n, members)
	}
	if begun, listings := series.Sum("huggingface_scrapes_total"), len(f.sizes()); int(begun) > listings {
		f.t.Errorf("%v scrapes of %d listings", begun, listings)
	}
}

// A size that fails costs one more listing a day.
func TestPageSizeIsTriedOnceADay(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.RefuseLimit(500))
		f.auto(501, time.Hour)
		pass(75 * time.Hour)
		tried := 0
		for _, size := range f.sizes() {
			if size > 500 {
				tried++
			}
		}
		if tried != 4 { // at the second scrape, and one, two and three days later
			t.Errorf("%d listings in large pages in three days", tried)
		}
		f.wantHealthy(501)
	})
}

// A size that worked and no longer does is given up within the same scrape.
func TestPageSizeHeals(t *testing.T) {
	bubble(t, collector.Options{}, func(_ *testing.T, f *fixture) {
		f.auto(2_000, 10*time.Minute)
		pass(time.Hour)
		f.want(map[string]float64{`huggingface_scrape_page_size{organization="acme"}`: 2000, `huggingface_scrape_pages{organization="acme"}`: 1})
		f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.RefuseLimit(1000))
		pass(10 * time.Minute)
		f.wantHealthy(2_000)
		pass(time.Hour)
		f.want(map[string]float64{`huggingface_scrape_page_size{organization="acme"}`: 1000, `huggingface_scrape_pages{organization="acme"}`: 2})
		f.wantHealthy(2_000)
	})
}
