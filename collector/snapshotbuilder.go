package collector

import (
	"cmp"
	"slices"

	"huggingface_exporter/huggingface"
)

// snapshotBuilder counts the members of one listing. It grows with the number
// of resource groups, and with that of members only if each has series of its
// own.
type snapshotBuilder struct {
	members, pro, withoutTwoFactor, external roleCounts

	withoutEmail int
	undisclosed  [fields]roleCounts
	byListing    [Unlisted + 1]roleCounts
	classify     func(*huggingface.Member) Listing // nil: no directory
	groups       map[string]*groupBuilder          // by ID; nil if not collected
	info         *memberInfo                       // nil if not collected
}

type roleCounts [roles]int

// field is one that the Hub may leave out of a member.
type field uint8

const (
	fieldRole field = iota
	fieldTwoFactor
	fieldExternal
	fieldEmail
	fieldGroups
	fields // their number
)

var fieldNames = [fields]string{"role", "two_factor", "external_collaborator", "verified_email", "resource_groups"}

// groupBuilder is a resource group. One ID has one name and one size, even if
// its members disagree: a group renamed during the listing stays one group.
type groupBuilder struct {
	name     string
	reported int
	members  roleCounts
	// last is the member who was counted last: one that the Hub lists twice in
	// the group counts once.
	last huggingface.ID
}

func (b *snapshotBuilder) add(m *huggingface.Member) {
	r := memberRole(m)
	b.members[r]++
	if r == roleUnknown {
		b.undisclosed[fieldRole][r]++
	}
	if m.Pro {
		b.pro[r]++
	}
	if enabled, disclosed := m.TwoFactor.Get(); !disclosed {
		b.undisclosed[fieldTwoFactor][r]++
	} else if !enabled {
		b.withoutTwoFactor[r]++
	}
	if external, disclosed := m.External.Get(); !disclosed {
		b.undisclosed[fieldExternal][r]++
	} else if external {
		b.external[r]++
	}
	if email, disclosed := m.VerifiedEmail.Get(); !disclosed {
		b.undisclosed[fieldEmail][r]++
	} else if email == "" {
		b.withoutEmail++
	}
	if b.classify != nil {
		b.byListing[b.classify(m)][r]++
	}
	if b.info != nil {
		b.info.add(m)
	}
	b.addGroups(m, r)
}

func (b *snapshotBuilder) addGroups(m *huggingface.Member, r role) {
	groups, disclosed := m.ResourceGroups.Get()
	if !disclosed {
		b.undisclosed[fieldGroups][r]++
	}
	if b.groups == nil {
		return
	}
	for i := range groups {
		if b.addGroup(m.ID, &groups[i]) && b.info != nil {
			b.info.addGroup(m, &groups[i])
		}
	}
}

// addGroup reports whether the member is new to the group.
func (b *snapshotBuilder) addGroup(member huggingface.ID, g *huggingface.ResourceGroup) bool {
	known, ok := b.groups[g.ID]
	switch {
	case !ok:
		known = &groupBuilder{}
		b.groups[g.ID] = known
	case known.last == member:
		return false
	}
	known.name = g.Name
	known.reported = max(known.reported, g.NumUsers)
	known.members[roleOf(g.Role)]++
	known.last = member
	return true
}

func (b *snapshotBuilder) snapshot() *Snapshot {
	s := &Snapshot{
		Members:              b.total(),
		ByRole:               b.byRole(&b.members),
		Pro:                  b.byRole(&b.pro),
		WithoutTwoFactor:     ifDisclosed(b, fieldTwoFactor, b.byRole(&b.withoutTwoFactor)),
		External:             ifDisclosed(b, fieldExternal, b.byRole(&b.external)),
		WithoutVerifiedEmail: ifDisclosed(b, fieldEmail, b.withoutEmail),
	}
	if b.classify != nil {
		var counts []ListingCount
		for _, l := range []Listing{Listed, Unlisted, ListingUnknown} {
			counts = append(counts, ListingCount{l, b.byRole(&b.byListing[l])})
		}
		s.Directory = huggingface.Disclosed(counts)
	}
	if b.groups != nil {
		s.Groups = ifDisclosed(b, fieldGroups, b.sortedGroups())
	}
	for f := range b.undisclosed {
		counts := &b.undisclosed[f]
		s.Undisclosed = append(s.Undisclosed, FieldCount{fieldNames[f], counts.sum(), b.byRole(counts)})
	}
	return s
}

func (b *snapshotBuilder) total() int { return b.members.sum() }

func (c *roleCounts) sum() int {
	n := 0
	for _, count := range c {
		n += count
	}
	return n
}

// disclosed reports whether the counts based on a field are known.
func (b *snapshotBuilder) disclosed(f field) bool { return b.undisclosed[f].sum() < b.total() }

func ifDisclosed[T any](b *snapshotBuilder, f field, value T) huggingface.Optional[T] {
	if !b.disclosed(f) {
		return huggingface.Optional[T]{}
	}
	return huggingface.Disclosed(value)
}

// byRole gives a zero only if it is known to be one: for the five roles if any
// role is disclosed, else for the unknown role, which is then everybody's.
func (b *snapshotBuilder) byRole(counts *roleCounts) []RoleCount {
	var result []RoleCount
	known := b.disclosed(fieldRole)
	for r, n := range counts {
		r := role(r)
		if n != 0 || (r < roleOther && known) || (r == roleUnknown && !known) {
			result = append(result, RoleCount{r.String(), n})
		}
	}
	return result
}

func (b *snapshotBuilder) sortedGroups() []Group {
	groups := make([]Group, 0, len(b.groups))
	for id, g := range b.groups {
		group := Group{ID: id, Name: g.name, Reported: g.reported}
		for r, n := range g.members {
			if n != 0 {
				group.ByRole = append(group.ByRole, RoleCount{role(r).String(), n})
				group.Visible += n
			}
		}
		groups = append(groups, group)
	}
	slices.SortFunc(groups, func(a, b Group) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return groups
}
