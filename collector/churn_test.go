package collector_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// churnStep is what the Hub has at one scrape, and what the counters say
// afterwards since the start.
type churnStep struct {
	name    string
	members []hubtest.Member
	power   hubtest.Power
	fails   bool // on the last page
	joined  float64
	left    float64
	changes map[string]float64 // by "from to"
}

type churnTest struct {
	name  string
	steps []churnStep
}

func churnTests() []churnTest {
	renamed := person(3, "read")
	renamed.User = "somebody-else"
	superuser := person(5, "superuser")
	base := people(1, 20, "read")
	with := func(more ...hubtest.Member) []hubtest.Member { return append(slices.Clone(base[len(more):]), more...) }
	return []churnTest{
		{"the first scrape counts nobody", []churnStep{
			{name: "first", members: base},
			{name: "same", members: base},
		}},
		{"joins and leaves", []churnStep{
			{name: "first", members: base},
			{name: "three join", members: people(1, 23, "read"), joined: 3},
			{name: "five leave", members: people(6, 18, "read"), joined: 3, left: 5},
			{name: "all but one leave", members: people(23, 1, "read"), joined: 3, left: 22},
			{name: "two return", members: people(1, 2, "read"), joined: 5, left: 23},
		}},
		{"an empty list is a hidden one", []churnStep{
			{name: "first", members: base},
			{name: "hidden", members: nil, fails: true},
			{name: "shown", members: base},
		}},
		{"a renamed user stays", []churnStep{
			{name: "first", members: people(3, 1, "read")},
			{name: "renamed", members: []hubtest.Member{renamed}},
		}},
		{"roles", []churnStep{
			{name: "first", members: base},
			{name: "promoted", members: with(people(1, 4, "admin")...), changes: map[string]float64{"read admin": 4}},
			{name: "new role", members: with(append(people(1, 4, "admin"), superuser)...), changes: map[string]float64{"read admin": 4, "read other": 1}},
			{name: "back", members: base, changes: map[string]float64{"read admin": 4, "read other": 1, "admin read": 4, "other read": 1}},
		}},
		{"an undisclosed role does not count", []churnStep{
			{name: "first", members: base},
			{name: "undisclosed", members: base, power: hubtest.Outsider},
			{name: "disclosed, another", members: people(1, 20, "write")},
			{name: "and now a change", members: people(1, 20, "admin"), changes: map[string]float64{"write admin": 20}},
		}},
		{"failed scrapes are skipped", []churnStep{
			{name: "first", members: base},
			{name: "fails with others and other roles", members: append(people(1, 15, "admin"), people(50, 30, "read")...), fails: true},
			{name: "fails again with others", members: append(people(3, 17, "write"), people(60, 40, "admin")...), fails: true},
			{name: "as in the beginning", members: base},
			{name: "fails", members: people(50, 30, "read"), fails: true},
			{name: "one of those seen in failed scrapes", members: append(people(2, 19, "read"), person(50, "admin")), joined: 1, left: 1},
			{name: "whose role changes", members: append(people(2, 19, "read"), person(50, "read")), joined: 1, left: 1, changes: map[string]float64{"admin read": 1}},
		}},
		{"the first complete one counts nobody after failed ones", []churnStep{
			{name: "fails", members: people(50, 30, "read"), fails: true},
			{name: "fails", members: people(1, 30, "read"), fails: true},
			{name: "first", members: base},
			{name: "same", members: base},
		}},
	}
}

func TestChurn(t *testing.T) {
	for _, test := range churnTests() {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, collector.Options{}, func(t *testing.T, f *fixture) {
				target := f.target("acme", "secret")
				target.Timeout = 10 * time.Second
				for i, step := range test.steps {
					target.SeatLimit = i + 1 // A changed target is scraped at once.
					f.churn(target, step)
					if t.Failed() {
						t.Fatalf("in step %d, %q", i+1, step.name)
					}
				}
			})
		})
	}
}

// churn scrapes what the Hub has in a step, and checks the counters.
func (f *fixture) churn(target collector.Target, step churnStep) {
	f.t.Helper()
	f.Hub.SetOrganization(hubtest.Organization{Name: "acme", Tokens: map[string]hubtest.Power{"secret": step.power}, Members: step.members})
	up := 1.0
	if step.fails {
		defer f.Hub.Fault(hubtest.Match{Page: max(1, (len(step.members)+9)/10)}, hubtest.Status(http.StatusForbidden, "No"))()
		up = 0
	}
	f.apply(target)
	f.want(map[string]float64{
		`huggingface_organization_members_joined_total{organization="acme"}`: step.joined,
		`huggingface_organization_members_left_total{organization="acme"}`:   step.left,
		`huggingface_up{organization="acme"}`:                                up,
	})
	const changes = "huggingface_organization_role_changes_total"
	want := make(rig.Series)
	for change, n := range step.changes {
		from, to, _ := strings.Cut(change, " ")
		want[rig.Key(changes, "organization", "acme", "from", from, "to", to)] = n
	}
	if d := f.Series().Only(changes).Differences(want); d != "" {
		f.t.Errorf("the changes of roles:%s", d)
	}
}
