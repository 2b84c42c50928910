package collector_test

import (
	"maps"
	"testing"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface/hubtest"
)

var infoNames = []string{"huggingface_organization_member_info", "huggingface_resource_group_member_info"}

func TestMemberInfo(t *testing.T) {
	ann := person(1, "admin")
	ann.IsPro, ann.TwoFaEnabled, ann.IsExternalCollaborator = true, false, true
	ann.Fullname = "Ann \"the\\boss\"\nÖ"
	ann.ResourceGroups = []hubtest.ResourceGroup{{ID: "g", Name: "secret", NumUsers: 1, Role: "write"}}
	bob := person(2, "read")
	bob.Omit = []string{"role", "twoFaEnabled", "isExternalCollaborator", "verifiedEmail"}
	eve := person(3, "superuser")
	eve.VerifiedEmail = nil

	group := `huggingface_resource_group_member_info{organization="acme",resource_group="secret",resource_group_id="g",role="write",user_id="000000000000000000000001",username="user1"}`
	for name, test := range map[string]struct {
		opts collector.Options
		want map[string]float64
	}{
		"off": {collector.Options{ResourceGroups: true}, map[string]float64{}},
		"on": {collector.Options{ResourceGroups: true, MemberInfo: true}, map[string]float64{
			`huggingface_organization_member_info{external="true",organization="acme",pro="true",role="admin",two_factor="false",user_id="000000000000000000000001",username="user1"}`:         1,
			`huggingface_organization_member_info{external="unknown",organization="acme",pro="false",role="unknown",two_factor="unknown",user_id="000000000000000000000002",username="user2"}`: 1,
			`huggingface_organization_member_info{external="false",organization="acme",pro="false",role="other",two_factor="true",user_id="000000000000000000000003",username="user3"}`:        1,
			group: 1,
		}},
		"personal, no groups": {collector.Options{MemberInfo: true, PersonalData: true}, map[string]float64{
			`huggingface_organization_member_info{email="user1@example.com",external="true",fullname="Ann \"the\\boss\"\nÖ",organization="acme",pro="true",role="admin",two_factor="false",user_id="000000000000000000000001",username="user1"}`: 1,
			`huggingface_organization_member_info{email="",external="unknown",fullname="User user2",organization="acme",pro="false",role="unknown",two_factor="unknown",user_id="000000000000000000000002",username="user2"}`:                    1,
			`huggingface_organization_member_info{email="",external="false",fullname="User user3",organization="acme",pro="false",role="other",two_factor="true",user_id="000000000000000000000003",username="user3"}`:                           1,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, test.opts, func(t *testing.T, f *fixture) {
				f.Hub.SetOrganization(organization("acme", []hubtest.Member{ann, bob, eve}))
				f.apply(f.target("acme", "secret"))
				if got := f.Series().Only(infoNames...); !maps.Equal(got, test.want) {
					t.Errorf("the series are\n%v, want\n%v", got, test.want)
				}
			})
		})
	}
}

// The series of a member who left are gone with the next complete scrape.
func TestMemberInfoOfThoseWhoLeft(t *testing.T) {
	bubble(t, collector.Options{MemberInfo: true}, func(t *testing.T, f *fixture) {
		f.organizations("acme")
		target := f.target("acme", "secret")
		f.apply(target)
		f.Hub.SetOrganization(organization("acme", people(20, 7, "read")))
		target.SeatLimit = 1
		f.apply(target)
		if n := len(f.Series().Only(infoNames...)); n != 7 {
			t.Errorf("%d series of 7 members", n)
		}
	})
}
