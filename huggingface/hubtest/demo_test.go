package hubtest_test

import (
	"reflect"
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

// demoAcme lists acme so many times, each in one page.
func demoAcme(t *testing.T, listings int) [][]demoMember {
	t.Helper()
	hub := hubtest.Demo()
	all := make([][]demoMember, listings)
	for i := range all {
		all[i] = decode[[]demoMember](t, direct(t, hub, membersPath+"?limit=10000", hubtest.DemoToken).Body.String())
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
	for listing, members := range demoAcme(t, 10) {
		var weakAdmins, externals, hidden int
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
	listings := demoAcme(t, 10)
	if len(listings[0]) != 1200 {
		t.Errorf("%d members at first", len(listings[0]))
	}
	var all change
	for i, now := range listings[1:] {
		c := difference(listings[i], now)
		if c.joined > 2 || c.left > 1 || c.roles > 1 {
			t.Errorf("after listing %d: %+v", i, c)
		}
		all = change{all.joined + c.joined, all.left + c.left, all.roles + c.roles}
	}
	if all.joined == 0 || all.left == 0 || all.roles == 0 {
		t.Errorf("in all: %+v", all)
	}
	if !reflect.DeepEqual(listings, demoAcme(t, 10)) {
		t.Error("a second demonstration goes another way")
	}
}

// change counts who did what between two listings.
type change struct{ joined, left, roles int }

func difference(before, after []demoMember) change {
	var c change
	role := make(map[string]string)
	for _, m := range before {
		role[m.ID] = m.Role
	}
	for _, m := range after {
		switch old, known := role[m.ID]; {
		case !known:
			c.joined++
		case old != m.Role:
			c.roles++
		}
		delete(role, m.ID)
	}
	c.left = len(role)
	return c
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
