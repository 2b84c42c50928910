package faults_test

import (
	"cmp"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// Organizations change, also while they are being read.
func TestMembersOverTime(t *testing.T) {
	everybody, others := hubtest.Members(40, 1), hubtest.Members(20, 2)
	for name, test := range map[string]struct {
		// later is who is there at the second scrape, and during, if not nil,
		// after its second page was answered.
		later, during []hubtest.Member
		// seen is who the second scrape must count; nil for later.
		seen         []hubtest.Member
		joined, left float64
		pages        float64 // 0 for those of later
	}{
		"one left":                 {later: everybody[39:], left: 39},
		"one page and no more":     {later: everybody[:10], left: 30},
		"just over a page":         {later: everybody[:11], left: 29},
		"all others":               {later: others, joined: 20, left: 40},
		"the same in other order":  {later: slices.Concat(everybody[20:], everybody[:20])},
		"listed twice":             {later: slices.Concat(everybody[:37], everybody[:3], everybody[37:]), seen: everybody, pages: 5},
		"moves to a later page":    {later: everybody, during: slices.Concat(everybody[1:], everybody[:1]), seen: everybody, pages: 5},
		"joins in front meanwhile": {later: everybody, during: slices.Concat(others[:1], everybody)},
		"joins at the end":         {later: everybody, during: slices.Concat(everybody, others[:1]), seen: slices.Concat(everybody, others[:1]), joined: 1},
		"the last one seen leaves": {later: everybody, during: slices.Concat(everybody[:19], everybody[20:]), seen: everybody},
		"leaves from the end":      {later: everybody, during: everybody[:38], seen: everybody[:38], left: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := rig.New(t, rig.Options())
				show := func(members []hubtest.Member) hubtest.Organization {
					o := acme(0, 1)
					o.Members = members
					r.Hub.SetOrganization(o)
					return o
				}
				show(everybody)
				r.Poll(r.Target("acme", huggingface.StaticToken(secret, "the test")))
				want := show(test.later)
				if test.during != nil {
					r.Hub.Fault(hubtest.Match{Page: 2, Times: 1}, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
						next.ServeHTTP(w, r)
						show(test.during)
					})
				}
				r.AwaitScrape()
				if test.seen != nil {
					want.Members = test.seen
				}
				truth := rig.Truth(want, hubtest.Admin)
				pages := rig.Key("huggingface_scrape_pages", "organization", "acme")
				truth[pages] = cmp.Or(test.pages, truth[pages])
				series := r.Series()
				differences := series.Data().Differences(truth)
				joined, left := series.Sum("huggingface_organization_members_joined_total"), series.Sum("huggingface_organization_members_left_total")
				if differences != "" || joined != test.joined || left != test.left {
					t.Errorf("%v joined and %v left, want %v and %v%s", joined, left, test.joined, test.left, differences)
				}
			})
		})
	}
}
