package check

import (
	"cmp"
	"slices"
	"time"

	"huggingface_exporter/huggingface"
)

// census counts what a list discloses. It grows with the resource groups, not
// with the members.
type census struct {
	members, pages int
	took           time.Duration
	undisclosed    [5]int // as in fields
	groups         map[string]*HiddenGroup
}

func newCensus() *census { return &census{groups: make(map[string]*HiddenGroup)} }

func (c *census) count(m *huggingface.Member) {
	c.members++
	for i, isDisclosed := range [...]bool{
		disclosed(m.Role), disclosed(m.TwoFactor), disclosed(m.External), disclosed(m.VerifiedEmail), disclosed(m.ResourceGroups),
	} {
		if !isDisclosed {
			c.undisclosed[i]++
		}
	}
	groups, _ := m.ResourceGroups.Get()
	for _, g := range groups {
		seen := c.groups[g.ID]
		if seen == nil {
			seen = &HiddenGroup{ID: g.ID}
			c.groups[g.ID] = seen
		}
		seen.Name = g.Name
		seen.Visible++
		seen.Reported = max(seen.Reported, g.NumUsers)
	}
}

func disclosed[T any](o huggingface.Optional[T]) bool {
	_, ok := o.Get()
	return ok
}

// fields are those that the Hub may leave out, named as the metrics do, and
// the metrics that hang on them.
func (c *census) fields() []Field {
	fields := []Field{
		{Name: "role", Metrics: []string{"huggingface_organization_members", "huggingface_organization_role_changes_total"}},
		{Name: "two_factor", Metrics: []string{"huggingface_organization_members_without_2fa"}},
		{Name: "external_collaborator", Metrics: []string{"huggingface_organization_external_collaborators"}},
		{Name: "verified_email", Metrics: []string{"huggingface_organization_members_without_verified_email"}},
		{Name: "resource_groups", Metrics: []string{"huggingface_resource_group_members", "huggingface_resource_group_reported_members"}},
	}
	for i := range fields {
		fields[i].Undisclosed = c.undisclosed[i]
		fields[i].Disclosed = c.members - c.undisclosed[i]
	}
	return fields
}

// resourceGroups is nil where no group was disclosed, as they may exist then.
func (c *census) resourceGroups() *Groups {
	if c.members > 0 && c.undisclosed[4] == c.members {
		return nil
	}
	g := &Groups{Count: len(c.groups), Hidden: []HiddenGroup{}}
	for _, group := range c.groups {
		if group.Reported > group.Visible {
			g.Hidden = append(g.Hidden, *group)
		}
	}
	slices.SortFunc(g.Hidden, func(a, b HiddenGroup) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return g
}
