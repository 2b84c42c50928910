package hubtest

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Members makes up n members with all that real lists have: every role, hidden
// e-mail addresses, members of no and of several resource groups, and names
// that break whoever does not escape them. The same seed gives the same list;
// no ID is in the lists of two seeds.
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
	seed   uint64
	made   uint32
}

func newGenerator(seed uint64) *generator {
	return &generator{random: rand.New(rand.NewPCG(seed, 0)), seed: seed}
}

func (g *generator) member() Member {
	first, last := pick(g.random, firstNames()), pick(g.random, lastNames())
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
		m.Fullname = pick(g.random, oddNames())
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
	binary.BigEndian.PutUint32(id[4:8], uint32(g.seed))
	binary.BigEndian.PutUint32(id[8:], uint32(g.seed>>32)<<24|g.made)
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
	names := groupNames()
	groups := make([]ResourceGroup, 0, count)
	for _, i := range g.random.Perm(len(names))[:count] {
		groups = append(groups, ResourceGroup{
			ID: objectID("group " + names[i]), Name: names[i], Role: g.role(),
		})
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

func pick(random *rand.Rand, from []string) string {
	return from[random.IntN(len(from))]
}

func firstNames() []string {
	return []string{"Ada", "Alan", "Barbara", "Claude", "Donald", "Edsger", "Frances", "Grace", "Hedy", "Ivan",
		"Joan", "Ken", "Leslie", "Margaret", "Niklaus", "Ole", "Peter", "Radia", "Shafi", "Tim", "Wendy", "Yukihiro"}
}

func lastNames() []string {
	return []string{"Allen", "Backus", "Church", "Dahl", "Engelbart", "Floyd", "Goldwasser", "Hamilton", "Iverson",
		"Johnson", "Knuth", "Lamport", "Milner", "Naur", "Perlman", "Ritchie", "Shannon", "Thompson", "Ullman", "Wirth"}
}

func oddNames() []string {
	return []string{`Robert "Bob" O'Neil`, `Back\slash`, "Line\nBreak", "Zoë Łukasiewicz", "山田 太郎", "محمد علي",
		"<script>alert(1)</script>", "=cmd()", "Comma, Semi; & Co", "🤗"}
}

func groupNames() []string {
	names := []string{`Research "Core"`, `ml\ops`, "Line\nBreak", "Équipe Données", "<script>alert(2)</script>", "評価"}
	for _, team := range []string{"Audio", "Vision", "Language", "Robotics", "Safety", "Platform"} {
		for _, kind := range []string{"training", "serving", "data"} {
			names = append(names, fmt.Sprintf("%s %s", team, kind))
		}
	}
	return names
}
