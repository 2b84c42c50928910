package collector

import "huggingface_exporter/huggingface"

// Seats is what one complete scrape counted. It is shared: do not change it.
type Seats struct {
	Members int
	// ByRole has the five roles, then "other" and "unknown" where there are
	// any; "unknown" alone where no role is disclosed. The counts by role
	// below are alike.
	ByRole []RoleCount
	Pro    []RoleCount
	// What follows is not disclosed where the Hub left the field out of
	// every member.
	WithoutTwoFactor     huggingface.Optional[[]RoleCount]
	External             huggingface.Optional[[]RoleCount]
	WithoutVerifiedEmail huggingface.Optional[int]
	// HiddenGroupMembers is the number of memberships in resource groups that
	// the Hub reports and the token does not see. It is not disclosed either
	// when resource groups are not collected.
	HiddenGroupMembers huggingface.Optional[int]
	// Undisclosed are the numbers of members for whom the Hub left out a
	// field; always all five fields.
	Undisclosed []FieldCount
	// Pages is the number of pages that were read.
	Pages int
}

// RoleCount is a number of members with one role.
type RoleCount struct {
	Role  string
	Count int
}

// FieldCount is a number of members without one field: role, two_factor,
// external_collaborator, verified_email or resource_groups.
type FieldCount struct {
	Field string
	Count int
}

func (t *tally) seats() *Seats {
	s := &Seats{
		Members:              t.total(),
		ByRole:               t.byRole(&t.members),
		Pro:                  t.byRole(&t.pro),
		WithoutTwoFactor:     ifDisclosed(t, fieldTwoFactor, t.byRole(&t.withoutTwoFactor)),
		External:             ifDisclosed(t, fieldExternal, t.byRole(&t.external)),
		WithoutVerifiedEmail: ifDisclosed(t, fieldEmail, t.withoutEmail),
		Pages:                t.pages,
	}
	if t.groups != nil {
		s.HiddenGroupMembers = ifDisclosed(t, fieldGroups, t.hidden())
	}
	for f, n := range t.undisclosed {
		s.Undisclosed = append(s.Undisclosed, FieldCount{fieldNames[f], n})
	}
	return s
}

func (t *tally) total() int {
	n := 0
	for _, count := range t.members {
		n += count
	}
	return n
}

// disclosed reports whether the counts that hang on a field are known. Those
// of an organization without members are: none of nobody.
func (t *tally) disclosed(f field) bool {
	return t.undisclosed[f] < t.total() || t.total() == 0
}

func ifDisclosed[T any](t *tally, f field, value T) huggingface.Optional[T] {
	if !t.disclosed(f) {
		return huggingface.Optional[T]{}
	}
	return huggingface.Disclosed(value)
}

// byRole gives a zero only where it is known to be one: for the five roles if
// any role is disclosed, else for the unknown role, which is everybody's then.
func (t *tally) byRole(counts *roleCounts) []RoleCount {
	var result []RoleCount
	known := t.disclosed(fieldRole)
	for r, n := range counts {
		r := role(r)
		if n != 0 || (r < roleOther && known) || (r == roleUnknown && !known) {
			result = append(result, RoleCount{r.String(), n})
		}
	}
	return result
}

func (t *tally) hidden() int {
	n := 0
	for _, g := range t.groups {
		visible := 0
		for _, count := range g.members {
			visible += count
		}
		n += max(0, g.reported-visible)
	}
	return n
}
