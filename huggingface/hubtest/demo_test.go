package hubtest_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

// demoAcme lists acme so many times, each in one page.
func demoAcme(t *testing.T, listings int) [][]hubtest.Member {
	t.Helper()
	hub := hubtest.Demo()
	all := make([][]hubtest.Member, listings)
	for i := range all {
		body := direct(t, hub, membersPath+"?limit=10000", hubtest.DemoToken).Body.String()
		all[i] = decode[[]hubtest.Member](t, strings.ReplaceAll(body, `"_id"`, `"id"`))
	}
	return all
}

func TestDemo(t *testing.T) {
	t.Parallel()
	hub := hubtest.Demo()
	want := map[string]int{"acme": 200, "globex": 200, "initech": 403, "umbrella": 404}
	for _, name := range hubtest.DemoOrganizations() {
		got := direct(t, hub, "/api/organizations/"+name+"/members", hubtest.DemoToken)
		if got.Code != want[name] {
			t.Errorf("%s: %d, want %d", name, got.Code, want[name])
		}
		delete(want, name)
		if body := got.Body.String(); name == "globex" && (strings.Contains(body, "twoFaEnabled") || !strings.Contains(body, `"role"`)) {
			t.Error("globex tells more or less than a role")
		}
	}
	if len(want) > 0 {
		t.Errorf("not among the organizations: %v", want)
	}
	if who := direct(t, hub, "/api/whoami-v2", hubtest.DemoToken).Body.String(); !strings.Contains(who, "token-revoked") {
		t.Errorf("whoami: %s", who)
	}
}

// In each listing there is something to see, and little has changed since the
// one before.
func TestDemoChangesALittle(t *testing.T) {
	t.Parallel()
	listings := demoAcme(t, 10)
	if !reflect.DeepEqual(listings, demoAcme(t, 10)) {
		t.Error("a second demonstration goes another way")
	}
	before := listings[0]
	if len(before) != 1200 {
		t.Errorf("%d members at first", len(before))
	}
	var joined, left, changed int
	for i, members := range listings {
		var weakAdmins, externals, arrived, roles, hidden int
		visible, reported := make(map[string]int), make(map[string]int)
		for _, m := range members {
			weakAdmins += toInt(m.Role == "admin" && !m.TwoFaEnabled)
			externals += toInt(m.IsExternalCollaborator)
			old := slices.IndexFunc(before, func(b hubtest.Member) bool { return b.ID == m.ID })
			arrived += toInt(old < 0)
			roles += toInt(old >= 0 && before[max(old, 0)].Role != m.Role)
			for _, g := range m.ResourceGroups {
				visible[g.Name]++
				reported[g.Name] = g.NumUsers
			}
		}
		for name := range visible {
			hidden += reported[name] - visible[name]
		}
		gone := len(before) + arrived - len(members)
		if weakAdmins != 2 || externals == 0 || hidden != 7 || arrived > 2 || gone > 1 || roles > 1 {
			t.Errorf("listing %d: %d admins without 2FA, %d externals, %d hidden in groups; %d joined, %d left, %d roles",
				i, weakAdmins, externals, hidden, arrived, gone, roles)
		}
		before, joined, left, changed = members, joined+arrived, left+gone, changed+roles
	}
	if joined == 0 || left == 0 || changed == 0 {
		t.Errorf("in all %d joined, %d left, and %d roles changed", joined, left, changed)
	}
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// The directory leaves out some members, one of them an admin.
func TestDemoDirectory(t *testing.T) {
	t.Parallel()
	directory := hubtest.DemoDirectory()
	unlisted, admins := 0, 0
	for _, m := range demoAcme(t, 1)[0] {
		if !slices.Contains(directory, m.User) && (m.VerifiedEmail == nil || !slices.Contains(directory, *m.VerifiedEmail)) {
			unlisted++
			admins += toInt(m.Role == "admin")
		}
	}
	if unlisted < 5 || unlisted > 40 || admins != 1 {
		t.Errorf("%d members are unlisted, %d of them admins", unlisted, admins)
	}
}

// A demonstration runs for days, and nobody reads its requests.
func TestDemoForgetsOldRequests(t *testing.T) {
	t.Parallel()
	hub := hubtest.Demo()
	for range 1000 {
		direct(t, hub, "/api/organizations/old/members", hubtest.DemoToken)
	}
	direct(t, hub, "/api/organizations/new/members", hubtest.DemoToken)
	requests := hub.Requests()
	if n := len(requests); n != 1000 || requests[n-1].Organization != "new" || requests[n-2].Organization != "old" {
		t.Errorf("%d requests, the last of %q", n, requests[n-1].Organization)
	}
}
