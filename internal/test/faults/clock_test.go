package faults_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// A step of the machine's clock must move no slot, make no snapshot stale and
// end no wait. Go compares times by their monotonic reading, which knows no
// steps, as long as both have one: so what the collector compares must have
// kept it. (A bubble of synctest has no such reading, hence this is outside.)
func TestTimesAreDeafToStepsOfTheClock(t *testing.T) {
	t.Parallel()
	hub := hubtest.New()
	hub.SetOrganization(acme(27, 1))
	server := hubtest.NewServer(hub)
	defer server.Close()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	limits := make(chan huggingface.RateLimit, 100)
	client, err := huggingface.NewClient(huggingface.StaticToken(secret, "the test"),
		huggingface.WithEndpoint(server.URL), huggingface.WithHTTPClient(&http.Client{Transport: transport}),
		huggingface.WithObserver(func(a huggingface.Attempt) { limits <- a.RateLimits[0] }))
	if err != nil {
		t.Fatal(err)
	}
	c := collector.New(collector.Options{})
	defer c.Close()
	c.Apply([]collector.Target{{Organization: "acme", Hub: client, Interval: time.Hour}})
	reset := (<-limits).Reset
	for !c.Ready() || c.Status()[0].NextScrape.IsZero() {
		time.Sleep(time.Millisecond)
	}
	s := c.Status()[0]
	for name, at := range map[string]time.Time{
		"the next slot": s.NextScrape, "the last scrape": s.LastScrape, "the last success": s.LastSuccess, "the reset of the quota": reset,
	} {
		if !strings.Contains(at.String(), " m=") {
			t.Errorf("%s is %s, with no monotonic reading", name, at)
		}
	}
}

// The Hub's clock may go as it likes: its dates are not believed further than
// a wait that fits into the scrape.
func TestTheHubsClock(t *testing.T) {
	dated := func(date string) hubtest.Fault {
		return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
			w.Header().Set("Date", date)
			next.ServeHTTP(w, r)
		}
	}
	years := func(n int) string { return time.Date(2000+n, 1, 1, 0, 0, 0, 0, time.UTC).Format(http.TimeFormat) }
	limited := func(value string) row {
		return row{fault: header(429, "Retry-After", value), code: "429", kind: huggingface.KindRateLimited, says: "Too Many Requests", requests: 1, most: time.Second}
	}
	run(t, map[string]row{
		"a day ahead":                   {fault: dated(years(1)), requests: 4, most: time.Second},
		"years behind":                  {fault: dated(years(-30)), requests: 4, most: time.Second},
		"no date":                       {fault: dated("yesterday"), requests: 4, most: time.Second},
		"a retry in thirty years":       limited(years(30)),
		"a retry thirty years ago":      {fault: header(429, "Retry-After", years(-30)), match: hubtest.Match{Times: 1}, requests: 5, most: time.Second},
		"a reset in thirty years":       {fault: header(429, "RateLimit", `"api";r=0;t=946080000`), code: "429", kind: huggingface.KindRateLimited, says: "Too Many Requests", requests: 1, most: time.Second},
		"a reset at the end of time":    {fault: header(200, "RateLimit", `"api";r=0;t=9223372036854775807`), code: "response", kind: huggingface.KindResponse, says: "page 1", requests: 1},
		"a quota of more than integers": {fault: header(500, "RateLimit", `"api";r=99999999999999999999;t=99999999999999999999`), match: hubtest.Match{Times: 1}, requests: 5},
	})
}
