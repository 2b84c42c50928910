package roster_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/roster"
)

// Random rosters, half of them changed at random, against a comparison of the
// members themselves.
func TestRandomDiff(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 50 {
		before, now := randomMembers(random, 40), randomMembers(random, 40)
		var want []string
		for _, b := range before {
			if i := slices.IndexFunc(now, func(m huggingface.Member) bool { return m.ID == b.ID }); i < 0 {
				want = append(want, "left "+b.ID.String())
			} else {
				want = append(want, changesOf(&b, &now[i])...)
			}
		}
		for _, n := range now {
			if !slices.ContainsFunc(before, func(m huggingface.Member) bool { return m.ID == n.ID }) {
				want = append(want, "joined "+n.ID.String())
			}
		}
		for _, format := range []string{roster.CSV, roster.JSON, roster.JSONLines} {
			lines, _ := diff(t, open(t, mustWrite(t, format, organization("acme", before))), organization("acme", now))
			var got []string
			for _, line := range lines {
				text := line[1] + " " + line[2]
				if line[5] != "" && line[6] != "" {
					text += " " + line[5] + " " + line[6]
				}
				got = append(got, text)
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Fatalf("round %d, %s: got\n%q\nwant\n%q", round, format, got, want)
			}
		}
	}
}

func changesOf(b, n *huggingface.Member) []string {
	var changes []string
	report := func(field string, before, now any) {
		text := strings.NewReplacer("true", "yes", "false", "no").Replace(fmt.Sprint(before, " ", now))
		changes = append(changes, field+" "+b.ID.String()+" "+text)
	}
	if was, ok := b.Role.Get(); ok {
		if is, ok := n.Role.Get(); ok && was != is {
			report("role", was, is)
		}
	}
	if was, ok := b.TwoFactor.Get(); ok {
		if is, ok := n.TwoFactor.Get(); ok && was != is {
			report("two_factor", was, is)
		}
	}
	if was, ok := b.External.Get(); ok {
		if is, ok := n.External.Get(); ok && was != is {
			report("external", was, is)
		}
	}
	if b.Pro != n.Pro {
		report("pro", b.Pro, n.Pro)
	}
	return changes
}

// randomMembers are some of 60 users, with values that are odd, empty or not
// disclosed.
func randomMembers(random *rand.Rand, n int) []huggingface.Member {
	var members []huggingface.Member
	for _, user := range random.Perm(60)[:n] {
		m := huggingface.Member{ID: id(byte(user)), Username: fmt.Sprint("user-", user), Fullname: []string{"", "=1+1", "Ann"}[user%3], Pro: random.IntN(3) == 0}
		maybe(random, &m.Role, append(huggingface.Roles(), "auditor", "billing"))
		maybe(random, &m.TwoFactor, []bool{true, false})
		maybe(random, &m.External, []bool{true, false})
		maybe(random, &m.VerifiedEmail, []string{"", fmt.Sprintf("User-%d@Example.com", user), fmt.Sprintf("user-%d@corp.example", user), "odd"})
		members = append(members, m)
	}
	slices.SortFunc(members, func(a, b huggingface.Member) int { return cmp.Compare(a.Username, b.Username) })
	return members
}

func maybe[T any](random *rand.Rand, field *huggingface.Optional[T], values []T) {
	if random.IntN(4) > 0 {
		*field = huggingface.Disclosed(values[random.IntN(len(values))])
	}
}
