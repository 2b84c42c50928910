package faults_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/advice"
	"huggingface_exporter/internal/test/rig"
)

func TestMain(m *testing.M) {
	log.SetOutput(io.Discard) // net/http tells it of answers that it did not ask for.
	goleak.VerifyTestMain(m)
}

const secret = "hf_TheTokenThatNobodyMaySee"

// row is a fault and what comes of it.
type row struct {
	// fault strikes the requests that match says; the list of members only.
	// Or strike does it otherwise, and returns what ends it.
	fault  hubtest.Fault
	match  hubtest.Match
	strike func(*world) func()
	// setup comes before the first request; opts are of the client.
	setup func(*world)
	opts  []huggingface.Option

	// code is what scrape_errors_total counts; "" where the scrape completes
	// nevertheless. kind is the diagnosis, says what else the error holds.
	code, says string
	kind       huggingface.Kind
	// anonymous says that the failed answer has no request id: it is not the
	// Hub's, or there is none.
	anonymous bool
	// requests is how many the scrape makes; 0 where it does not matter, none
	// for none.
	requests int
	// least and most bound how long the scrape takes; 0 where it does not
	// matter.
	least, most time.Duration
}

const none = -1

// run runs the rows of a table, each with and without a scrape before.
func run(t *testing.T, rows map[string]row) {
	t.Helper()
	for name, r := range rows {
		for start, before := range map[string]*hubtest.Organization{"after a scrape": new(acme(27, 1)), "from the start": nil} {
			t.Run(name+" "+start, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { r.test(t, before) })
			})
		}
	}
}

// acme has this many members. Seeds give other people.
func acme(n int, seed uint64) hubtest.Organization {
	return hubtest.Organization{
		Name: "acme", Plan: "enterprise", Members: hubtest.Members(n, seed),
		Tokens: map[string]hubtest.Power{secret: hubtest.Admin},
	}
}

// world is a rig with one organization.
type world struct {
	*rig.Rig
	t      testing.TB
	tokens rig.Tokens
	tls    secured
	proxy  proxy
	spent  float64 // seconds that all scrapes so far took
	// shown is what the last complete scrape has read; joined and left count
	// who came and went between two of them.
	shown        *hubtest.Organization
	joined, left int
}

func (r row) test(t *testing.T, before *hubtest.Organization) {
	w := &world{Rig: rig.New(t, rig.Options()), t: t}
	w.tokens.Replace(secret)
	if r.setup != nil {
		r.setup(w)
	}
	target := w.Target("acme", &w.tokens, r.opts...)
	known := rig.Series{}
	if before != nil {
		w.Hub.SetOrganization(*before)
		w.Poll(target)
		known = rig.Truth(*before, hubtest.Admin)
		w.completed(row{}, *before, 0)
	}

	now := acme(34, 2)
	w.Hub.SetOrganization(now)
	end := r.begin(w)
	w.Transport.CloseIdleConnections()
	if before == nil {
		w.Poll(target)
	} else {
		w.AwaitScrape()
	}
	failures := 0.0
	if r.code == "" {
		w.completed(r, now, failures)
	} else {
		failures = 1
		w.failed(r, known)
	}

	end()
	w.Transport.CloseIdleConnections()
	w.AwaitScrape()
	w.completed(row{}, now, failures)
}

func (r row) begin(w *world) func() {
	w.Hub.ResetRequests()
	if r.strike != nil {
		return r.strike(w)
	}
	r.match.Path = "members"
	return w.Hub.Fault(r.match, r.fault)
}

// eachTime strikes with a fault that remembers something, and so is made for each
// run.
func eachTime(fault func() hubtest.Fault) func(*world) func() {
	return func(w *world) func() { return w.Hub.Fault(hubtest.Match{Path: "members"}, fault()) }
}

// completed checks that a scrape has completed: the numbers are those of now.
// Organizations of another size are expected to have none of the same members.
func (w *world) completed(r row, now hubtest.Organization, failures float64) {
	w.t.Helper()
	series := w.Series()
	if d := series.Data().Differences(rig.Truth(now, hubtest.Admin)); d != "" {
		w.t.Errorf("after a complete scrape:%s", d)
	}
	if w.shown != nil && len(w.shown.Members) != len(now.Members) {
		w.joined, w.left = w.joined+len(now.Members), w.left+len(w.shown.Members)
	}
	w.shown = &now
	joined, left := series.Sum("huggingface_organization_members_joined_total"), series.Sum("huggingface_organization_members_left_total")
	if joined != float64(w.joined) || left != float64(w.left) {
		w.t.Errorf("%v joined and %v left, want %d and %d", joined, left, w.joined, w.left)
	}
	if up := series[rig.Key("huggingface_up", "organization", "acme")]; up != 1 {
		w.t.Errorf("huggingface_up is %v", up)
	}
	if n := series.Sum("huggingface_scrape_errors_total"); n != failures {
		w.t.Errorf("%v failed scrapes, want %v", n, failures)
	}
	for _, line := range w.Logs.Take() {
		if line["msg"] == "Scrape failed" {
			w.t.Errorf("a complete scrape logs %v", line)
		}
	}
	w.cost(r, series)
}

// failed checks that a scrape has failed and says so, and that the numbers are
// those of the one before, if any.
func (w *world) failed(r row, known rig.Series) {
	w.t.Helper()
	series := w.Series()
	if d := series.Data().Differences(known); d != "" {
		w.t.Errorf("after a failed scrape:%s", d)
	}
	if up, ok := series[rig.Key("huggingface_up", "organization", "acme")]; up != 0 || !ok {
		w.t.Errorf("huggingface_up is %v (%t)", up, ok)
	}
	if n := series[rig.Key("huggingface_scrape_errors_total", "organization", "acme", "code", r.code)]; n != 1 || series.Sum("huggingface_scrape_errors_total") != 1 {
		w.t.Errorf("%v scrapes failed with %s, %v in all", n, r.code, series.Sum("huggingface_scrape_errors_total"))
	}
	if err := r.explained(w.Logs.Take(), w.Hub.Requests(), w.Status()[0]); err != nil {
		w.t.Error(err)
	}
	if text := fmt.Sprint(series, w.Status()); strings.Contains(text, secret) {
		w.t.Error("the token is shown")
	}
	w.cost(r, series)
}

// explained checks the log line of a failed scrape.
func (r row) explained(lines []rig.Line, requests []hubtest.Request, status collector.Status) error {
	var failures []rig.Line
	for _, line := range lines {
		if line["msg"] == "Scrape failed" {
			failures = append(failures, line)
		}
		if strings.Contains(fmt.Sprint(line), secret) {
			return errors.New("the token is logged")
		}
	}
	if len(failures) != 1 {
		return fmt.Errorf("%d lines about the failed scrape: %v", len(failures), lines)
	}
	line := failures[0]
	switch id := line["request_id"]; {
	case line["organization"] != "acme", line["level"] != "error", line["code"] != r.code:
		return fmt.Errorf("a line for another: %v", line)
	case huggingface.KindOf(status.Err) != r.kind:
		return fmt.Errorf("the kind is %s, want %s", huggingface.KindOf(status.Err), r.kind)
	case !explains(line, status.Err, nil) && !explains(line, status.Err, status.Account):
		return fmt.Errorf("want the cause and advice of %s, got %v", r.kind, line)
	case r.says == "" || !strings.Contains(line["err"], r.says):
		return fmt.Errorf("the error does not hold %q: %s", r.says, line["err"])
	case r.anonymous && id != "":
		return fmt.Errorf("the request id %s, want none", id)
	case !r.anonymous && !slices.ContainsFunc(requests, func(r hubtest.Request) bool { return r.ID == id }):
		return fmt.Errorf("the request id %q is of no request to the Hub: %v", id, line)
	}
	return nil
}

// explains reports whether a line has the advice for an error. What is known of
// the account may have been known when it was logged, or not yet.
func explains(line rig.Line, err error, account *huggingface.Account) bool {
	d := advice.Diagnose(err, account)
	return d.Cause != "" && line["cause"] == d.Cause && line["advice"] == d.Advice()
}

// cost checks how many requests a scrape made, and how long it took.
func (w *world) cost(r row, series rig.Series) {
	w.t.Helper()
	sum := series[rig.Key("huggingface_scrape_duration_seconds_sum", "organization", "acme")]
	took := time.Duration((sum - w.spent) * float64(time.Second))
	w.spent = sum
	n := 0
	for _, request := range w.Hub.Requests() {
		if request.Organization == "acme" {
			n++
		}
	}
	if r.requests != 0 && n != max(0, r.requests) {
		w.t.Errorf("%d requests, want %d", n, r.requests)
	}
	if r.least > 0 && took < r.least || r.most > 0 && took > r.most {
		w.t.Errorf("it took %s, want %s to %s", took, r.least, r.most)
	}
}
