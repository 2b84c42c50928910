package main

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
)

// recorded are the samples that rules recorded on each side, by what is recorded: the labels without the side and the
// instance.
type recorded map[string]map[string][]series

// series are the samples of one.
type series map[time.Time]float64

// times multiplies each sample.
func (s series) times(factor float64) series {
	product := series{}
	for at, v := range s {
		product[at] = v * factor
	}
	return product
}

// Whatever a rule records of an organization that two exporters watch is what it records of one with the same history that
// one exporter watches, but for the number of exporters.
func TestPairEqualsOne(t *testing.T) {
	s, err := newServer(rand.New(rand.NewPCG(1, 15)), "../../rules.yml") //nolint:gosec // deterministic on purpose
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	w := newWorld("pairs", 1, 1)
	remember(t, s, append(cast(w, "one", "a"), cast(w, "two", "a", "b")...))
	if err := w.replay(s); err != nil {
		t.Fatal(err)
	}
	seen := read(t, s)
	for what, sides := range seen {
		one := sides["one"]
		if len(one) != 1 {
			t.Errorf("%s: %d series of one exporter", what, len(one))
			continue
		}
		want := one[0]
		if strings.Contains(what, "huggingface_exporters:") || strings.Contains(what, "huggingface_watched:count") {
			want = want.times(2)
		}
		for _, two := range sides["two"] {
			if !maps.Equal(two, want) {
				t.Errorf("%s: a pair has\n%v\nwant\n%v", what, two, want)
			}
		}
		if len(sides["two"]) == 0 {
			t.Errorf("%s: nothing of a pair", what)
		}
	}
	for _, group := range s.groups {
		for _, rule := range group.Rules() {
			// Only of replicas that differ.
			if name := rule.Name(); name != "instance_organization:huggingface_up:behind" && name != "instance_organization:huggingface_scrape:overdue" && !seen.has(name, rule.Labels()) {
				t.Errorf("nothing is recorded as %s%s", name, rule.Labels())
			}
		}
	}
}

// cast makes the exporters and the organizations of a side, in all states that rules tell.
func cast(w *world, side string, instances ...string) []*organization {
	var all []*organization
	for _, limit := range []float64{200, 125, 105, 100, 99} { // one for each stage
		o := newOrganization(fmt.Sprintf("of-%v-%s", limit, side), 99)
		o.join(1, person{role: "admin", external: true, without2FA: true, unlisted: true})
		o.seatLimit, o.seatPrice, o.unlistedKnown, o.hidden = limit, 20, true, 3
		o.subscriptionEnd, o.tokenExpiry, o.tokenRole = at(100*day), at(50*day), "write"
		all = append(all, o)
	}
	for _, instance := range instances {
		before, after := newExporter(side, instance, 5*time.Minute, all...), newExporter("moved-"+side, instance, 5*time.Minute, all...)
		after.listed = false
		w.exporters = append(w.exporters, before, after)
		w.quietly(0, before.start)
		// Away for an hour, then another job takes over.
		w.quietly(6*time.Hour, before.stop)
		w.quietly(7*time.Hour, before.start)
		w.quietly(9*time.Hour, func() { before.stop(); before.listed = false; after.listed = true; after.start() })
	}
	failing, promoted, lost, never := all[0], all[1], all[2], all[3]
	never.externalsHidden = true
	w.quietly(2*time.Hour, func() { failing.fault = "500"; failing.quotaLeft = 0.05; failing.accountFault = true })
	w.quietly(3*time.Hour, func() { failing.fault = "418" }) // a code that has no series before
	w.quietly(4*time.Hour, func() { failing.fault = "" })
	w.quietly(2*time.Hour, func() { lost.externalsHidden = true })
	w.quietly(3*time.Hour, promoted.promote)
	w.quietly(5*time.Hour, promoted.promote)
	return all
}

// remember stores that two members a day have joined for 20 days.
func remember(t *testing.T, s *server, organizations []*organization) {
	t.Helper()
	for ago := 31 * day; ago > 0; ago -= time.Hour {
		appender := s.db.Appender(context.Background())
		store := func(v float64, pairs ...string) {
			if _, err := appender.Append(0, labels.FromStrings(pairs...), epoch.Add(-ago).UnixMilli(), v); err != nil {
				t.Fatal(err)
			}
		}
		for _, o := range organizations {
			members := max(60, 100-2*ago.Hours()/24)
			store(members, "__name__", "organization_figure:huggingface_figures:every5m", "organization", o.name, "figure", "members")
			store(14, "__name__", "organization:huggingface_organization_members:delta7d", "organization", o.name)
		}
		if err := appender.Commit(); err != nil {
			t.Fatal(err)
		}
	}
}

func read(t *testing.T, s *server) recorded {
	t.Helper()
	querier, err := s.db.Querier(epoch.UnixMilli(), math.MaxInt64)
	if err != nil {
		t.Fatal(err)
	}
	defer querier.Close()
	all := recorded{}
	set := querier.Select(context.Background(), true, nil, labels.MustNewMatcher(labels.MatchRegexp, "__name__", ".+:.+"))
	for set.Next() {
		what, side := identify(set.At().Labels())
		samples := series{}
		for i := set.At().Iterator(nil); i.Next() == chunkenc.ValFloat; {
			if at, v := i.At(); !value.IsStaleNaN(v) {
				samples[time.UnixMilli(at)] = v
			}
		}
		if all[what] == nil {
			all[what] = map[string][]series{}
		}
		all[what][side] = append(all[what][side], samples)
	}
	if set.Err() != nil {
		t.Fatal(set.Err())
	}
	return all
}

// identify returns what a series is about, and its side.
func identify(l labels.Labels) (what, side string) {
	b := labels.NewBuilder(l).Del("instance")
	for _, name := range []string{"organization", "job"} {
		value := l.Get(name)
		for _, s := range []string{"one", "two"} {
			if rest, ok := strings.CutSuffix(value, s); ok {
				b.Set(name, rest+"side")
				side = s
			}
		}
	}
	return b.Labels().String(), side
}

// has tells whether a rule has recorded something.
func (r recorded) has(name string, extra labels.Labels) bool {
	for what := range r {
		parts := strings.Split(strings.Trim(what, "{}"), ", ")
		found := slices.Contains(parts, fmt.Sprintf("__name__=%q", name))
		extra.Range(func(l labels.Label) { found = found && slices.Contains(parts, fmt.Sprintf("%s=%q", l.Name, l.Value)) })
		if found {
			return true
		}
	}
	return false
}
