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
	count, sizes := make(map[string]int), make(map[string]int)
	var names strings.Builder
	members := hubtest.Members(5000, 1)
	for _, m := range members {
		count[m.Role]++
		count["Pro"] += toInt(m.IsPro)
		count["2FA"] += toInt(m.TwoFaEnabled)
		count["external"] += toInt(m.IsExternalCollaborator)
		count["no e-mail"] += toInt(m.VerifiedEmail == nil)
		count["no group"] += toInt(len(m.ResourceGroups) == 0)
		count["three groups"] += toInt(len(m.ResourceGroups) == 3)
		names.WriteString(m.Fullname)
		for _, g := range m.ResourceGroups {
			sizes[g.Name]++
			names.WriteString(g.Name)
		}
	}
	for name, want := range map[string]int{ // percent
		"admin": 2, "write": 35, "contributor": 15, "read": 45, "no_access": 3,
		"Pro": 20, "2FA": 80, "external": 6, "no e-mail": 10, "no group": 40, "three groups": 20,
	} {
		if percent := 100 * count[name] / len(members); percent < want-2 || percent > want+2 {
			t.Errorf("%s: %d%%, want about %d", name, percent, want)
		}
	}
	for _, odd := range []string{`"`, `\`, "\n", "<script>", "é", "ë", "太", "م", "=cmd"} {
		if !strings.Contains(names.String(), odd) {
			t.Errorf("no name with %q", odd)
		}
	}
	if len(sizes) != 24 || slices.ContainsFunc(members, func(m hubtest.Member) bool {
		return slices.ContainsFunc(m.ResourceGroups, func(g hubtest.ResourceGroup) bool { return g.NumUsers != sizes[g.Name] })
	}) {
		t.Errorf("%d groups, want 24, or one has another NumUsers than members", len(sizes))
	}
}
