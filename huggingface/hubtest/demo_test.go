package hubtest_test

import (
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

// demoMember is as much of a member as the tests of the demonstration read.
type demoMember struct {
	ID                     string `json:"_id"`
	Role                   string
	TwoFaEnabled           *bool
	IsExternalCollaborator bool
	ResourceGroups         []struct {
		Name     string
		NumUsers int
	}
}

// demoAcme reads all members of acme, by ID.
func demoAcme(t *testing.T, server *hubtest.Server) map[string]demoMember {
	t.Helper()
	all := make(map[string]demoMember)
	for next := server.URL + membersPath; next != ""; {
		got := ask(t, server, next, hubtest.DemoToken)
		for _, m := range decode[[]demoMember](t, got.body) {
			all[m.ID] = m
		}
		next = got.next()
	}
	return all
}

func TestDemo(t *testing.T) {
	t.Parallel()
	server := hubtest.NewServer(hubtest.Demo())
	t.Cleanup(server.Close)
	want := map[string]int{"acme": 200, "globex": 200, "initech": 403, "umbrella": 404}
	for _, name := range hubtest.DemoOrganizations() {
		got := ask(t, server, "/api/organizations/"+name+"/members", hubtest.DemoToken)
		if got.status != want[name] {
			t.Errorf("%s: %d, want %d", name, got.status, want[name])
		}
		delete(want, name)
		if name == "globex" && (strings.Contains(got.body, "twoFaEnabled") || !strings.Contains(got.body, `"role"`)) {
			t.Error("globex tells more or less than a role")
		}
		if name == "initech" && !strings.Contains(got.body, "revoked by the organization") {
			t.Errorf("initech: %s", got.body)
		}
	}
	if len(want) > 0 {
		t.Errorf("not among the organizations: %v", want)
	}
	who := ask(t, server, "/api/whoami-v2", hubtest.DemoToken)
	if bad := whoamiSchema().violations(decode[map[string]any](t, who.body)); bad != nil || !strings.Contains(who.body, "token-revoked") {
		t.Errorf("whoami: %v in %s", bad, who.body)
	}
}

func TestDemoHasSomethingToShow(t *testing.T) {
	t.Parallel()
	server := hubtest.NewServer(hubtest.Demo())
	t.Cleanup(server.Close)
	for listing := range 40 {
		members := demoAcme(t, server)
		var weakAdmins, externals int
		visible, reported := make(map[string]int), make(map[string]int)
		for _, m := range members {
			if m.Role == "admin" && !*m.TwoFaEnabled {
				weakAdmins++
			}
			if m.IsExternalCollaborator {
				externals++
			}
			for _, g := range m.ResourceGroups {
				visible[g.Name]++
				reported[g.Name] = g.NumUsers
			}
		}
		var hidden int
		for name := range visible {
			hidden += reported[name] - visible[name]
		}
		if len(members) < 1150 || len(members) > 1250 || weakAdmins != 2 || externals == 0 || hidden != 7 {
			t.Fatalf("listing %d: %d members, %d admins without 2FA, %d externals, %d hidden in groups",
				listing, len(members), weakAdmins, externals, hidden)
		}
	}
}

func TestDemoChangesALittle(t *testing.T) {
	t.Parallel()
	changes := func() (joined, left, roles, most int) {
		server := hubtest.NewServer(hubtest.Demo())
		defer server.Close()
		before := demoAcme(t, server)
		if len(before) != 1200 {
			t.Fatalf("%d members at first", len(before))
		}
		for range 40 {
			now := demoAcme(t, server)
			j, l, r := 0, 0, 0
			for id, m := range now {
				old, known := before[id]
				switch {
				case !known:
					j++
				case old.Role != m.Role:
					r++
				}
			}
			for id := range before {
				if _, stays := now[id]; !stays {
					l++
				}
			}
			joined, left, roles, most = joined+j, left+l, roles+r, max(most, j+l+r)
			before = now
		}
		return joined, left, roles, most
	}
	joined, left, roles, most := changes()
	if joined < 5 || left < 5 || roles < 5 || most > 4 {
		t.Errorf("in 40 listings %d joined, %d left, %d changed role, at most %d at once", joined, left, roles, most)
	}
	if j, l, r, m := changes(); j != joined || l != left || r != roles || m != most {
		t.Error("a second demonstration goes another way")
	}
}
