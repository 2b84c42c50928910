package hubtest

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Members makes up n members with all that real lists have: every role, hidden
// e-mail addresses, members of no and of several resource groups, and names
// that break code that does not escape them. The same seed gives the same list;
// no ID is in the lists of two seeds below 2^32.
func Members(n int, seed uint64) []Member {
	g := newGenerator(seed)
	members := make([]Member, n)
	for i := range members {
		members[i] = g.member()
	}
	countGroups(members)
	return members
}

// generator makes up one member after the other.
type generator struct {
	random *rand.Rand
	seed   uint32
	made   uint32
	names  names
}

func newGenerator(seed uint64) *generator {
	return &generator{random: rand.New(rand.NewPCG(seed, 0)), seed: uint32(seed), names: newNames()}
}

func (g *generator) member() Member {
	first, last := g.pick(g.names.first), g.pick(g.names.last)
	m := Member{
		ID:                     g.id(),
		Fullname:               first + " " + last,
		IsPro:                  g.chance(20),
		Role:                   g.role(),
		TwoFaEnabled:           g.chance(80),
		IsExternalCollaborator: g.chance(6),
		ResourceGroups:         g.groups(),
	}
	m.User = strings.ToLower(first) + "-" + strings.ToLower(last) + strconv.FormatUint(uint64(g.made), 36)
	m.AvatarURL = avatarURL(m.User)
	if g.chance(4) {
		m.Fullname = g.pick(g.names.odd)
	}
	if g.chance(90) {
		m.VerifiedEmail = new(m.User + "@example.com")
	}
	return m
}

// id is an ObjectID as MongoDB makes them: a time, a machine, a counter. The
// seed is the machine.
func (g *generator) id() string {
	var id [12]byte
	binary.BigEndian.PutUint32(id[:4], 0x5e000000+g.made*977)
	binary.BigEndian.PutUint32(id[4:8], g.seed)
	binary.BigEndian.PutUint32(id[8:], g.made)
	g.made++
	return hex.EncodeToString(id[:])
}

func (g *generator) chance(percent int) bool {
	return g.random.IntN(100) < percent
}

func (g *generator) role() string {
	switch n := g.random.IntN(100); {
	case n < 2:
		return "admin"
	case n < 37:
		return "write"
	case n < 52:
		return "contributor"
	case n < 97:
		return "read"
	default:
		return "no_access"
	}
}

// groups are none for two members of five, and up to three.
func (g *generator) groups() []ResourceGroup {
	count := max(g.random.IntN(5)-1, 0)
	groups := make([]ResourceGroup, 0, count)
	for _, i := range g.random.Perm(len(g.names.groups))[:count] {
		group := g.names.groups[i]
		group.Role = g.role()
		groups = append(groups, group)
	}
	return groups
}

// countGroups sets each group's NumUsers to the number of its members.
func countGroups(members []Member) {
	count := make(map[string]int)
	for _, m := range members {
		for _, group := range m.ResourceGroups {
			count[group.ID]++
		}
	}
	for _, m := range members {
		for i := range m.ResourceGroups {
			m.ResourceGroups[i].NumUsers = count[m.ResourceGroups[i].ID]
		}
	}
}

func (g *generator) pick(from []string) string {
	return from[g.random.IntN(len(from))]
}
