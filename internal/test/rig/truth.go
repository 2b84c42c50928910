package rig

import "huggingface_exporter/huggingface/hubtest"

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

// Truth returns the data series of an organization as an admin's token shows
// it, counted in the plainest way, apart from the code under test. Members are
// expected to be there once, in roles that the Hub documents.
func Truth(o hubtest.Organization, pageSize int) Series {
	s := make(Series)
	for _, role := range []string{"admin", "write", "contributor", "read", "no_access"} {
		for _, name := range []string{members, pro, without2FA, external} {
			s[Key(name, "organization", o.Name, "role", role)] = 0
		}
	}
	for _, field := range []string{"role", "two_factor", "external_collaborator", "verified_email", "resource_groups"} {
		s[Key(undisclosed, "organization", o.Name, "field", field)] = 0
	}
	s[Key(withoutEmail, "organization", o.Name)] = 0
	s[Key(pages, "organization", o.Name)] = float64(max(1, (len(o.Members)+pageSize-1)/pageSize))
	for _, m := range o.Members {
		s.add(o.Name, m)
	}
	return s
}

func (s Series) add(organization string, m hubtest.Member) {
	count := func(yes bool, name string) {
		if yes {
			s[Key(name, "organization", organization, "role", m.Role)]++
		}
	}
	count(true, members)
	count(m.IsPro, pro)
	count(!m.TwoFaEnabled, without2FA)
	count(m.IsExternalCollaborator, external)
	if m.VerifiedEmail == nil {
		s[Key(withoutEmail, "organization", organization)]++
	}
	for _, g := range m.ResourceGroups {
		s[Key(groupMembers, "organization", organization, "resource_group_id", g.ID, "resource_group", g.Name, "role", g.Role)]++
		s[Key(groupSize, "organization", organization, "resource_group_id", g.ID, "resource_group", g.Name)] = float64(g.NumUsers)
	}
}
