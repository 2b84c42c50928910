package collector_test

import (
	"fmt"
	"slices"

	"huggingface_exporter/huggingface/hubtest"
)

// truth are the series of acme, counted as someone would who knows the names of
// the metrics, the members, and nothing of this project's code.
type truth struct {
	series    map[string]float64
	power     hubtest.Power
	disclosed map[string]bool // by field, for any member
}

var optionalFields = map[string]string{
	"role": "role", "twoFaEnabled": "two_factor", "isExternalCollaborator": "external_collaborator",
	"verifiedEmail": "verified_email", "resourceGroups": "resource_groups",
}

func expect(members []hubtest.Member, power hubtest.Power) map[string]float64 {
	t := truth{map[string]float64{}, power, map[string]bool{}}
	for field, label := range optionalFields {
		key := fmt.Sprintf(`huggingface_organization_members_undisclosed{field=%q,organization="acme"}`, label)
		t.series[key] = 0
		for _, m := range members {
			if t.seen(m, field) {
				t.disclosed[field] = true
			} else {
				t.series[key]++
			}
		}
	}
	t.zeros("huggingface_organization_members", "")
	t.zeros("huggingface_organization_pro_members", "")
	t.zeros("huggingface_organization_members_without_2fa", "twoFaEnabled")
	t.zeros("huggingface_organization_external_collaborators", "isExternalCollaborator")
	if t.disclosed["verifiedEmail"] {
		t.series[`huggingface_organization_members_without_verified_email{organization="acme"}`] = 0
	}
	for _, m := range members {
		t.add(m)
	}
	t.series[`huggingface_scrape_pages{organization="acme"}`] = float64(max(1, (len(members)+9)/10))
	return t.series
}

func (t truth) seen(m hubtest.Member, field string) bool {
	if t.power == hubtest.Outsider || t.power == hubtest.Insider && field != "role" {
		return false
	}
	return !slices.Contains(m.Omit, field)
}

// zeros are there for the five roles if any role is known, if the field is.
func (t truth) zeros(name, field string) {
	if field != "" && !t.disclosed[field] {
		return
	}
	roles := []string{"unknown"}
	if t.disclosed["role"] {
		roles = []string{"admin", "write", "contributor", "read", "no_access"}
	}
	for _, role := range roles {
		t.series[fmt.Sprintf(`%s{organization="acme",role=%q}`, name, role)] += 0
	}
}

func (t truth) add(m hubtest.Member) {
	role := "unknown"
	if t.seen(m, "role") {
		role = roleLabel(m.Role)
	}
	count := func(name string, yes bool) {
		if yes {
			t.series[fmt.Sprintf(`%s{organization="acme",role=%q}`, name, role)]++
		}
	}
	count("huggingface_organization_members", true)
	count("huggingface_organization_pro_members", m.IsPro)
	count("huggingface_organization_members_without_2fa", t.seen(m, "twoFaEnabled") && !m.TwoFaEnabled)
	count("huggingface_organization_external_collaborators", t.seen(m, "isExternalCollaborator") && m.IsExternalCollaborator)
	if t.seen(m, "verifiedEmail") && m.VerifiedEmail == nil {
		t.series[`huggingface_organization_members_without_verified_email{organization="acme"}`]++
	}
	if !t.seen(m, "resourceGroups") {
		return
	}
	for _, g := range m.ResourceGroups {
		t.series[fmt.Sprintf(`huggingface_resource_group_members{organization="acme",resource_group=%q,resource_group_id=%q,role=%q}`, g.Name, g.ID, roleLabel(g.Role))]++
		t.series[fmt.Sprintf(`huggingface_resource_group_reported_members{organization="acme",resource_group=%q,resource_group_id=%q}`, g.Name, g.ID)] = float64(g.NumUsers)
	}
}

func roleLabel(role string) string {
	if role == "superuser" {
		return "other"
	}
	return role
}
