package collector_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// randomMembers are members of every kind, in a few resource groups whose
// names are hard to write.
func randomMembers(n int, seed uint64) []hubtest.Member {
	random := rand.New(rand.NewPCG(seed, seed))
	roles := []string{"admin", "write", "contributor", "read", "no_access", "superuser"}
	names := []string{`say "hi"`, `back\slash`, "two\nlines", "größe 日本語", "<script>", "plain", "plain", "", "tab\there", "a,b=c{d}"}
	members := people(1, n, "")
	random.Shuffle(n, func(i, j int) { members[i], members[j] = members[j], members[i] })
	for i := range members {
		m := &members[i]
		m.Role = roles[random.IntN(len(roles))]
		m.IsPro = random.IntN(4) == 0
		m.TwoFaEnabled = random.IntN(3) > 0
		m.IsExternalCollaborator = random.IntN(5) == 0
		if random.IntN(6) == 0 {
			m.VerifiedEmail = nil
		}
		for _, g := range random.Perm(len(names))[:random.IntN(4)] {
			m.ResourceGroups = append(m.ResourceGroups, hubtest.ResourceGroup{
				ID: fmt.Sprintf("group-%d", g), Name: names[g], NumUsers: 100 * (g + 1), Role: roles[random.IntN(len(roles))],
			})
		}
		for _, field := range []string{"role", "twoFaEnabled", "isExternalCollaborator", "verifiedEmail", "resourceGroups"} {
			if random.IntN(8) == 0 {
				m.Omit = append(m.Omit, field)
			}
		}
	}
	return members
}

func TestGaugesEqualCountsMadeApart(t *testing.T) {
	for name, power := range map[string]hubtest.Power{"admin": hubtest.Admin, "insider": hubtest.Insider, "outsider": hubtest.Outsider} {
		for _, n := range []int{1, 2, 30, 823} {
			t.Run(fmt.Sprintf("%s/%d", name, n), func(t *testing.T) {
				t.Parallel()
				bubble(t, everything, func(t *testing.T, f *fixture) {
					o := hubtest.Organization{Name: "acme", Tokens: map[string]hubtest.Power{"secret": power}, Members: randomMembers(n, uint64(n))}
					f.Hub.SetOrganization(o)
					f.apply(f.target("acme", "secret"))
					if d := f.Series().Data().Differences(rig.Truth(o, power)); d != "" {
						t.Error(d)
					}
				})
			})
		}
	}
}

// Series that the registry would refuse, and with them all of /metrics: a
// group listed twice for one member, a group renamed during the listing, and
// one whose size changed.
func TestResourceGroupsThatContradictThemselves(t *testing.T) {
	opts := everything
	opts.MemberInfo = true
	bubble(t, opts, func(t *testing.T, f *fixture) {
		members := people(1, 3, "read")
		members[0].ResourceGroups = []hubtest.ResourceGroup{{ID: "g", Name: "old name", NumUsers: 7, Role: "admin"}, {ID: "g", Name: "old name", NumUsers: 7, Role: "admin"}}
		members[1].ResourceGroups = []hubtest.ResourceGroup{{ID: "g", Name: "new name", NumUsers: 8, Role: "admin"}}
		members[2].ResourceGroups = []hubtest.ResourceGroup{{ID: "g", Name: "new name", NumUsers: 6, Role: "read"}, {ID: "h", Name: "new name", NumUsers: 1, Role: ""}}
		f.Hub.SetOrganization(organization("acme", members))
		f.apply(f.target("acme", "secret"))
		f.want(map[string]float64{
			`huggingface_resource_group_members{organization="acme",resource_group="new name",resource_group_id="g",role="admin"}`:   2,
			`huggingface_resource_group_members{organization="acme",resource_group="new name",resource_group_id="g",role="read"}`:    1,
			`huggingface_resource_group_members{organization="acme",resource_group="new name",resource_group_id="h",role="unknown"}`: 1,
			`huggingface_resource_group_members{organization="acme",resource_group="old name",resource_group_id="g",role="admin"}`:   absent,
			`huggingface_resource_group_reported_members{organization="acme",resource_group="new name",resource_group_id="g"}`:       8,
		})
		if hidden, disclosed := f.Status()[0].Snapshot.HiddenGroupMembers().Get(); !disclosed || hidden != 5 {
			t.Errorf("%d members hidden (disclosed: %t), want 5", hidden, disclosed)
		}
	})
}

func TestResourceGroupsOff(t *testing.T) {
	opts := everything
	opts.ResourceGroups = false
	bubble(t, opts, func(t *testing.T, f *fixture) {
		o := organization("acme", randomMembers(200, 1))
		f.Hub.SetOrganization(o)
		f.apply(f.target("acme", "secret"))
		if got := f.Series().Only("huggingface_resource_group_members", "huggingface_resource_group_reported_members"); len(got) != 0 {
			t.Errorf("resource groups although they are off: %v", got)
		}
		key := `huggingface_organization_members_undisclosed{field="resource_groups",organization="acme"}`
		f.want(map[string]float64{key: rig.Truth(o, hubtest.Admin)[key]})
		if _, disclosed := f.Status()[0].Snapshot.HiddenGroupMembers().Get(); disclosed {
			t.Error("the status tells of hidden members although resource groups are off")
		}
	})
}
