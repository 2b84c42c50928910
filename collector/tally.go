package collector

import (
	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/exposition"
	"huggingface_exporter/huggingface"
)

// tally adds up one listing. It grows with the number of resource groups, and
// with that of members only where series of each are asked for.
type tally struct {
	organization string

	members, pro, withoutTwoFactor, external roleCounts

	withoutEmail int
	undisclosed  [fields]int
	groups       map[string]*group // by ID; nil when they are not collected
	pages        int

	info *memberInfo // nil when it is not collected
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

// group is a resource group. One ID has one name and one size, whatever its
// members say: a group that is renamed during the listing must not become two.
type group struct {
	id, name string
	reported int
	members  roleCounts
	// last is the member who was counted last: one whom the Hub lists twice
	// counts once.
	last huggingface.ID
}

func newTally(organization string, opts *Options) *tally {
	t := &tally{organization: organization}
	if opts.ResourceGroups {
		t.groups = make(map[string]*group)
	}
	if opts.MemberInfo {
		t.info = newMemberInfo(opts.PersonalData)
	}
	return t
}

func (t *tally) add(m *huggingface.Member) {
	r := memberRole(m)
	t.members[r]++
	if r == roleUnknown {
		t.undisclosed[fieldRole]++
	}
	if m.Pro {
		t.pro[r]++
	}
	if enabled, disclosed := m.TwoFactor.Get(); !disclosed {
		t.undisclosed[fieldTwoFactor]++
	} else if !enabled {
		t.withoutTwoFactor[r]++
	}
	if external, disclosed := m.External.Get(); !disclosed {
		t.undisclosed[fieldExternal]++
	} else if external {
		t.external[r]++
	}
	if email, disclosed := m.VerifiedEmail.Get(); !disclosed {
		t.undisclosed[fieldEmail]++
	} else if email == "" {
		t.withoutEmail++
	}
	groups, disclosed := m.ResourceGroups.Get()
	if !disclosed {
		t.undisclosed[fieldGroups]++
	}
	if t.info != nil {
		t.info.add(m)
	}
	if t.groups == nil {
		return
	}
	for i := range groups {
		if t.addGroup(m.ID, &groups[i]) && t.info != nil {
			t.info.addGroup(m, &groups[i])
		}
	}
}

// addGroup reports whether it is the first time that the member is in g.
func (t *tally) addGroup(member huggingface.ID, g *huggingface.ResourceGroup) bool {
	known, ok := t.groups[g.ID]
	switch {
	case !ok:
		known = &group{id: g.ID}
		t.groups[g.ID] = known
	case known.last == member:
		return false
	}
	if known.name != g.Name {
		known.name = g.Name
	}
	known.reported = max(known.reported, g.NumUsers)
	known.members[roleOf(g.Role)]++
	known.last = member
	return true
}

// parts are the series of the listing, of which seats is the sum.
func (t *tally) parts(seats *Seats) exposition.Parts {
	parts := exposition.Parts{constant(func() []prometheus.Metric {
		metrics := render(seatFamilies, t.organization, seats)
		for _, g := range t.groups {
			metrics = append(metrics, render(groupFamilies, t.organization, g)...)
		}
		return metrics
	})}
	if t.info != nil {
		parts = append(parts, t.info.parts(t.organization)...)
	}
	return parts
}
