package collector_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"huggingface_exporter/huggingface/hubtest"
)

// Prometheus drops a whole target for one label value that is too long.
func TestLongLabelValuesAreCut(t *testing.T) {
	opts := everything
	opts.MemberInfo, opts.PersonalData = true, true
	bubble(t, opts, func(t *testing.T, f *fixture) {
		long, wide := strings.Repeat("x", 2000), strings.Repeat("名", 700)
		members := people(1, 2, "read")
		members[0].Fullname, members[1].User = wide, long
		members[0].ResourceGroups = []hubtest.ResourceGroup{
			{ID: "a", Name: long, NumUsers: 1, Role: "read"}, {ID: "b", Name: long, NumUsers: 1, Role: "read"},
			{ID: "c" + long, Name: wide, NumUsers: 1, Role: "read"}, {ID: "c" + long + "x", Name: wide, NumUsers: 1, Role: "read"},
			{ID: "d", Name: strings.Repeat("y", 200), NumUsers: 1, Role: "read"},
		}
		f.Hub.SetOrganization(hubtest.Organization{Name: "acme", Plan: long, Restrictions: []string{long}, Tokens: map[string]hubtest.Power{"secret": hubtest.Admin}, Members: members})
		f.apply(f.target("acme", "secret"))
		families, err := f.Gatherer.Gather()
		if err != nil {
			t.Fatal(err)
		}
		cut, groups := 0, 0
		for _, family := range families {
			if family.GetName() == "huggingface_resource_group_members" {
				groups = len(family.GetMetric())
			}
			for _, m := range family.GetMetric() {
				for _, l := range m.GetLabel() {
					if len(l.GetValue()) > 200 || !utf8.ValidString(l.GetValue()) {
						t.Errorf("%s has a label %s of %d bytes", family.GetName(), l.GetName(), len(l.GetValue()))
					}
					if strings.Contains(l.GetValue(), "…") {
						cut++
					}
				}
			}
		}
		if groups != 5 || cut == 0 {
			t.Errorf("%d groups, want 5; %d values are marked as cut", groups, cut)
		}
		f.want(map[string]float64{
			`huggingface_resource_group_members{organization="acme",resource_group="` + strings.Repeat("y", 200) + `",resource_group_id="d",role="read"}`: 1,
		})
	})
}
