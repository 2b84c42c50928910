package collector_test

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/prometheus/common/expfmt"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// golden compares all of /metrics with a file of testdata, and lints it.
func (f *fixture) golden(name string) {
	f.t.Helper()
	families, err := f.Gatherer.Gather()
	if err != nil {
		f.t.Fatal(err)
	}
	var text bytes.Buffer
	for _, family := range families {
		if _, err := expfmt.MetricFamilyToText(&text, family); err != nil {
			f.t.Fatal(err)
		}
	}
	rig.Golden(f.t, filepath.Join("testdata", name), text.String())
	problems, err := testutil.GatherAndLint(f.Gatherer)
	if err != nil || len(problems) != 0 {
		f.t.Errorf("lint: %v %v", problems, err)
	}
}

// Three organizations as three tokens see them, and one that is not to be
// seen; nine minutes later the third page of the first fails.
func TestGolden(t *testing.T) {
	opts := everything
	opts.Staleness = 10 * time.Minute
	opts.MemberInfo = true
	bubble(t, opts, func(_ *testing.T, f *fixture) {
		members := randomMembers(37, 5)
		f.Hub.SetOrganization(hubtest.Organization{
			Name: "acme", Plan: "enterprise", PeriodEnd: time.Unix(2_000_000_000, 0), Restrictions: []string{"ip"},
			Tokens: map[string]hubtest.Power{"admin": hubtest.Admin}, Members: members,
		})
		f.Hub.SetOrganization(hubtest.Organization{Name: "globex", Plan: "team", Tokens: map[string]hubtest.Power{"insider": hubtest.Insider}, Members: members[:12]})
		f.Hub.SetOrganization(hubtest.Organization{Name: "initech", Public: true, Members: members[:5]})
		f.Hub.SetToken("admin", hubtest.Token{Role: "fineGrained", ExpiresAt: time.Unix(1_900_000_000, 0), User: "ann"})
		f.Hub.SetToken("stranger", hubtest.Token{Role: "read", User: "eve"})

		acme := f.target("acme", "admin")
		acme.SeatLimit = 40
		f.apply(acme, f.target("globex", "insider"), f.target("initech", ""), f.target("umbrella", "stranger"))
		f.golden("complete.prom")

		f.Hub.Fault(hubtest.Match{Organization: "acme", Page: 3}, hubtest.Status(403, "Not the third page"))
		f.Hub.Fault(hubtest.Match{Organization: "globex"}, hubtest.Status(402, "Pay first"))
		f.Hub.SetOrganization(hubtest.Organization{Name: "initech", Public: true, Members: members[1:7]})
		pass(9 * time.Minute)
		f.golden("failing.prom")

		pass(2 * time.Minute)
		f.golden("stale.prom")
	})
}

func TestGoldenBeforeTheFirstScrapeEnds(t *testing.T) {
	bubble(t, everything, func(_ *testing.T, f *fixture) {
		f.Hub.Fault(hubtest.Match{}, hubtest.Hang())
		target := f.target("acme", "secret")
		target.SeatLimit = 10
		f.apply(target)
		f.golden("begun.prom")
	})
}

func TestNoOrganization(t *testing.T) {
	bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
		if series := f.Series(); len(series) != 0 {
			t.Errorf("%v without any organization", series)
		}
		if len(f.Status()) != 0 || !f.Ready() {
			t.Error("there is something to wait for without any organization")
		}
	})
}
