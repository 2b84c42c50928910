package hubtest_test

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

func TestMembersAreDeterministic(t *testing.T) {
	t.Parallel()
	if !reflect.DeepEqual(hubtest.Members(200, 1), hubtest.Members(200, 1)) {
		t.Error("one seed gives two lists")
	}
	ids := make(map[string]bool)
	for seed := range uint64(3) {
		for _, m := range hubtest.Members(1000, seed) {
			ids[m.ID] = true
			if !regexp.MustCompile(`^[0-9a-f]{24}$`).MatchString(m.ID) {
				t.Fatalf("ID %q", m.ID)
			}
		}
	}
	if len(ids) != 3000 {
		t.Errorf("%d different IDs, want 3000", len(ids))
	}
}

func TestMembersHaveAllThatRealListsHave(t *testing.T) {
	t.Parallel()
	members := hubtest.Members(5000, 1)
	share := func(name string, is func(hubtest.Member) bool, low, high int) {
		t.Helper()
		count := 0
		for _, m := range members {
			if is(m) {
				count++
			}
		}
		if percent := 100 * count / len(members); percent < low || percent > high {
			t.Errorf("%s: %d%%, want %d to %d", name, percent, low, high)
		}
	}
	role := func(role string) func(hubtest.Member) bool {
		return func(m hubtest.Member) bool { return m.Role == role }
	}
	share("admin", role("admin"), 1, 4)
	share("write", role("write"), 30, 40)
	share("contributor", role("contributor"), 10, 20)
	share("read", role("read"), 40, 50)
	share("no_access", role("no_access"), 1, 5)
	share("Pro", func(m hubtest.Member) bool { return m.IsPro }, 15, 25)
	share("2FA", func(m hubtest.Member) bool { return m.TwoFaEnabled }, 75, 85)
	share("external", func(m hubtest.Member) bool { return m.IsExternalCollaborator }, 4, 8)
	share("no e-mail", func(m hubtest.Member) bool { return m.VerifiedEmail == nil }, 7, 13)
	share("no group", func(m hubtest.Member) bool { return len(m.ResourceGroups) == 0 }, 35, 45)
	share("three groups", func(m hubtest.Member) bool { return len(m.ResourceGroups) == 3 }, 15, 25)

	for _, odd := range []string{`"`, `\`, "\n", "<script>", "é", "ë", "太", "م", "=cmd"} {
		if !slices.ContainsFunc(members, func(m hubtest.Member) bool {
			return strings.Contains(m.Fullname, odd) || slices.ContainsFunc(m.ResourceGroups, func(g hubtest.ResourceGroup) bool {
				return strings.Contains(g.Name, odd)
			})
		}) {
			t.Errorf("no name with %q", odd)
		}
	}
}

func TestNumUsersIsTheTruth(t *testing.T) {
	t.Parallel()
	members := hubtest.Members(500, 1)
	sizes := make(map[string]int)
	for _, m := range members {
		for _, g := range m.ResourceGroups {
			sizes[g.Name]++
		}
	}
	if len(sizes) != 24 {
		t.Errorf("%d groups, want 24", len(sizes))
	}
	for _, m := range members {
		for _, g := range m.ResourceGroups {
			if g.NumUsers != sizes[g.Name] {
				t.Fatalf("%s has %d members, NumUsers says %d", g.Name, sizes[g.Name], g.NumUsers)
			}
		}
	}
}
