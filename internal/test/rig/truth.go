package rig

import (
	"slices"

	"huggingface_exporter/huggingface/hubtest"
)

// The names that a listing of the members gives.
const (
	members      = "huggingface_organization_members"
	pro          = "huggingface_organization_pro_members"
	without2FA   = "huggingface_organization_members_without_2fa"
	external     = "huggingface_organization_external_collaborators"
	withoutEmail = "huggingface_organization_members_without_verified_email"
	undisclosed  = "huggingface_organization_members_undisclosed"
	pages        = "huggingface_scrape_pages"
	groupMembers = "huggingface_resource_group_members"
	groupSize    = "huggingface_resource_group_reported_members"
)

func dataNames() []string {
	return []string{members, pro, without2FA, external, withoutEmail, undisclosed, pages, groupMembers, groupSize}
}

// Truth returns the data series of an organization as a token of this power
// shows it, counted in the plainest way, apart from the code under test.
// Members are expected to be there once. The role superuser stands for all
// that the Hub does not document.
func Truth(o hubtest.Organization, power hubtest.Power) Series {
	s := make(Series)
	disclosed := func(field string) bool {
		return slices.ContainsFunc(o.Members, func(m hubtest.Member) bool { return seen(m, power, field) })
	}
	for field, label := range map[string]string{
		"role": "role", "twoFaEnabled": "two_factor", "isExternalCollaborator": "external_collaborator",
		"verifiedEmail": "verified_email", "resourceGroups": "resource_groups",
	} {
		key := Key(undisclosed, "organization", o.Name, "field", label)
		s[key] = 0
		for _, m := range o.Members {
			if !seen(m, power, field) {
				s[key]++
			}
		}
	}
	roles := []string{"unknown"}
	if disclosed("role") {
		roles = []string{"admin", "write", "contributor", "read", "no_access"}
	}
	for name, shown := range map[string]bool{
		members: true, pro: true, without2FA: disclosed("twoFaEnabled"), external: disclosed("isExternalCollaborator"),
	} {
		for _, role := range roles {
			if shown {
				s[Key(name, "organization", o.Name, "role", role)] = 0
			}
		}
	}
	if disclosed("verifiedEmail") {
		s[Key(withoutEmail, "organization", o.Name)] = 0
	}
	s[Key(pages, "organization", o.Name)] = float64((len(o.Members) + PageSize - 1) / PageSize)
	for _, m := range o.Members {
		s.add(o.Name, m, power)
	}
	return s
}

// seen reports whether a token of this power sees a field of a member.
func seen(m hubtest.Member, power hubtest.Power, field string) bool {
	visible := power == hubtest.Admin || power == hubtest.Insider && field == "role"
	return visible && !slices.Contains(m.Omit, field)
}

func (s Series) add(organization string, m hubtest.Member, power hubtest.Power) {
	role := "unknown"
	if seen(m, power, "role") {
		role = roleLabel(m.Role)
	}
	count := func(yes bool, name string) {
		if yes {
			s[Key(name, "organization", organization, "role", role)]++
		}
	}
	count(true, members)
	count(m.IsPro, pro)
	count(seen(m, power, "twoFaEnabled") && !m.TwoFaEnabled, without2FA)
	count(seen(m, power, "isExternalCollaborator") && m.IsExternalCollaborator, external)
	if seen(m, power, "verifiedEmail") && m.VerifiedEmail == nil {
		s[Key(withoutEmail, "organization", organization)]++
	}
	if !seen(m, power, "resourceGroups") {
		return
	}
	for _, g := range m.ResourceGroups {
		s[Key(groupMembers, "organization", organization, "resource_group_id", g.ID, "resource_group", g.Name, "role", roleLabel(g.Role))]++
		s[Key(groupSize, "organization", organization, "resource_group_id", g.ID, "resource_group", g.Name)] = float64(g.NumUsers)
	}
}

func roleLabel(role string) string {
	if role == "superuser" {
		return "other"
	}
	return role
}
