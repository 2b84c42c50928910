package faults_test

import (
	"strings"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// onLoopback returns a Hub with acme, and a client of it.
func onLoopback(t *testing.T, opts ...huggingface.Option) (*hubtest.Hub, *hubtest.Server, *huggingface.Client) {
	t.Helper()
	hub := hubtest.New()
	hub.SetOrganization(acme(27, 1))
	server := hubtest.NewServer(hub)
	t.Cleanup(server.Close)
	client, err := huggingface.NewClient(huggingface.StaticToken(secret, "the test"), append(opts, huggingface.WithPageSize(10),
		huggingface.WithEndpoint(server.URL), huggingface.WithHTTPClient(server.Client()))...)
	if err != nil {
		t.Fatal(err)
	}
	return hub, server, client
}

// What the operating system says of a refused and of a reset connection is
// taken for what it is.
func TestRealConnections(t *testing.T) {
	t.Parallel()
	hub, server, client := onLoopback(t)
	want := func(what string, kind huggingface.Kind, code string) {
		t.Helper()
		var err error
		for _, e := range client.Members(t.Context(), "acme", huggingface.Tries(1)) {
			err = e // comes last
		}
		if huggingface.KindOf(err) != kind || huggingface.ErrorCode(err) != code {
			t.Errorf("%s: %v", what, err)
		}
	}
	for name, test := range map[string]struct {
		fault hubtest.Fault
		page  int
	}{
		"before the headers":   {hubtest.Reset(), 1},
		"in the middle of 3":   {hubtest.ResetAfter(200), 3},
		"between body and end": {hubtest.Cut(1 << 20), 3},
	} {
		end := hub.Fault(hubtest.Match{Page: test.page}, test.fault)
		want(name, huggingface.KindConnection, "connection")
		end()
	}
	want("no fault", "", "")
	server.Close()
	want("refused", huggingface.KindRefused, "connection")
}

// A step of the machine's clock must move no slot, make no snapshot stale and
// end no wait. Go compares times by their monotonic reading, which knows no
// steps, as long as both have one: so what the collector compares must have
// kept it. (A bubble of synctest has no such reading, hence this is outside.)
func TestStepsOfTheClockDoNotMatter(t *testing.T) {
	t.Parallel()
	limits := make(chan huggingface.RateLimit, 100)
	_, _, client := onLoopback(t, huggingface.WithObserver(func(a huggingface.Attempt) { limits <- a.RateLimits[0] }))
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
