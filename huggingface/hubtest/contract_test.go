package hubtest_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

// The schemas below are the Hub's public OpenAPI description, as far as an
// exporter reads it. A field that is in no schema is an error.
type schema map[string]field

type field struct {
	check    func(any) bool
	required bool
}

func memberSchema() schema {
	role := oneOf("admin", "write", "contributor", "read", "no_access")
	return schema{
		"_id":                    {matches(`^[0-9a-f]{24}$`), true},
		"user":                   {matches(`.`), true},
		"fullname":               {isString, true},
		"isPro":                  {isBool, true},
		"avatarUrl":              {matches(`^https://`), true},
		"type":                   {oneOf("user"), true},
		"role":                   {role, false},
		"twoFaEnabled":           {isBool, false},
		"isExternalCollaborator": {isBool, false},
		"verifiedEmail":          {orNull(isString), false},
		"resourceGroups": {listOf(schema{
			"id": {isString, true}, "name": {isString, true}, "numUsers": {isNumber, true}, "role": {role, true},
		}), false},
	}
}

func whoamiSchema() schema {
	date := matches(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`)
	return schema{
		"type": {oneOf("user"), true}, "id": {isString, true}, "name": {isString, true}, "fullname": {isString, true},
		"avatarUrl": {isString, true}, "isPro": {isBool, true}, "email": {orNull(isString), false},
		"emailVerified": {isBool, false}, "canPay": {isBool, false}, "periodEnd": {orNull(isNumber), false},
		"auth": {object(schema{
			"type": {isString, true}, "expiresAt": {date, false},
			"accessToken": {object(schema{
				"displayName": {isString, true}, "role": {oneOf("read", "write", "god", "fineGrained"), true},
				"createdAt": {date, true},
				"fineGrained": {object(schema{"scoped": {listOf(schema{
					"entity": {object(schema{
						"_id": {matches(`^[0-9a-f]{24}$`), true}, "name": {isString, false}, "type": {oneOf("org"), true},
					}), true},
					"permissions": {isList, true},
				}), true}}), false},
			}), false},
		}), true},
		"orgs": {listOf(schema{
			"type": {oneOf("org"), true}, "id": {isString, true}, "name": {isString, true}, "fullname": {isString, true},
			"avatarUrl": {isString, true}, "periodEnd": {orNull(isNumber), false},
			"plan":                 {oneOf("team", "enterprise", "plus", "academia"), false},
			"roleInOrg":            {oneOf("admin", "write", "contributor", "read", "no_access"), false},
			"securityRestrictions": {isList, false},
		}), true},
	}
}

// violations tells how an object breaks a schema.
func (s schema) violations(object map[string]any) []string {
	var found []string
	for name, f := range s {
		value, there := object[name]
		if there && !f.check(value) {
			found = append(found, fmt.Sprintf("%s: %v", name, value))
		}
		if !there && f.required {
			found = append(found, name+": missing")
		}
	}
	for name := range object {
		if _, known := s[name]; !known {
			found = append(found, name+": not in the schema")
		}
	}
	return found
}

func isString(v any) bool { _, ok := v.(string); return ok }
func isBool(v any) bool   { _, ok := v.(bool); return ok }
func isNumber(v any) bool { _, ok := v.(float64); return ok }
func isList(v any) bool   { _, ok := v.([]any); return ok }

func matches(pattern string) func(any) bool {
	re := regexp.MustCompile(pattern)
	return func(v any) bool { return isString(v) && re.MatchString(v.(string)) }
}

func oneOf(values ...string) func(any) bool {
	return func(v any) bool { return isString(v) && slices.Contains(values, v.(string)) }
}

func orNull(check func(any) bool) func(any) bool {
	return func(v any) bool { return v == nil || check(v) }
}

func object(s schema) func(any) bool {
	return func(v any) bool {
		o, ok := v.(map[string]any)
		return ok && len(s.violations(o)) == 0
	}
}

func listOf(s schema) func(any) bool {
	return func(v any) bool {
		list, ok := v.([]any)
		return ok && !slices.ContainsFunc(list, func(e any) bool { return !object(s)(e) })
	}
}

func decode[T any](t *testing.T, body string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%v in %.200q", err, body)
	}
	return v
}

func TestMembersKeepTheContract(t *testing.T) {
	t.Parallel()
	required := []string{"_id", "avatarUrl", "fullname", "isPro", "type", "user"}
	admin := append([]string{"isExternalCollaborator", "resourceGroups", "role", "twoFaEnabled", "verifiedEmail"}, required...)
	_, server := newAcme(t, hubtest.Members(300, 1))

	for secret, want := range map[string][]string{
		adminSecret:    slices.Sorted(slices.Values(admin)),
		insiderSecret:  slices.Sorted(slices.Values(append([]string{"role"}, required...))),
		outsiderSecret: required,
	} {
		got := ask(t, server, membersPath, secret)
		members := decode[[]map[string]any](t, got.body)
		if got.status != 200 || len(members) != 300 {
			t.Fatalf("%s: status %d, %d members", secret, got.status, len(members))
		}
		for _, m := range members {
			if bad := memberSchema().violations(m); bad != nil {
				t.Fatalf("%s: %v", secret, bad)
			}
			if fields := slices.Sorted(maps.Keys(m)); !slices.Equal(fields, want) {
				t.Fatalf("%s sees %v, want %v", secret, fields, want)
			}
		}
	}
}

func TestMembersTellTheTruth(t *testing.T) {
	t.Parallel()
	_, server := newAcme(t, []hubtest.Member{{
		ID: "5e0000000000000000000001", User: "ann", Fullname: `A "<b>" \ é`, AvatarURL: "https://a.example/1", IsPro: true,
		Role: "admin", TwoFaEnabled: true, VerifiedEmail: new("ann@example.com"),
		ResourceGroups: []hubtest.ResourceGroup{{ID: "5e00000000000000000000aa", Name: "Core", NumUsers: 9, Role: "write"}},
	}, {
		ID: "5e0000000000000000000002", User: "bob", Role: "read", IsExternalCollaborator: true,
		Omit: []string{"_id", "twoFaEnabled"},
	}})
	const want = `[` +
		`{"_id":"5e0000000000000000000001","user":"ann","fullname":"A \"<b>\" \\ é","avatarUrl":"https://a.example/1",` +
		`"isPro":true,"type":"user","role":"admin","twoFaEnabled":true,"isExternalCollaborator":false,` +
		`"verifiedEmail":"ann@example.com",` +
		`"resourceGroups":[{"id":"5e00000000000000000000aa","name":"Core","numUsers":9,"role":"write"}]},` +
		`{"avatarUrl":"","fullname":"","isExternalCollaborator":true,"isPro":false,"resourceGroups":[],"role":"read",` +
		`"type":"user","user":"bob","verifiedEmail":null}]`
	got := ask(t, server, membersPath, adminSecret)
	if got.body != want {
		t.Errorf("got  %s\nwant %s", got.body, want)
	}
	bob := decode[[]map[string]any](t, got.body)[1]
	if bad := memberSchema().violations(bob); len(bad) != 2 { // no _id, and no avatar
		t.Errorf("the schema finds %v, want _id and avatarUrl", bad)
	}
}

func TestWhoamiKeepsTheContract(t *testing.T) {
	t.Parallel()
	expiry := time.Date(2099, 3, 4, 5, 6, 7, 0, time.UTC)
	hub := hubtest.New()
	hub.SetToken("fine", hubtest.Token{Name: "exporter", Role: "fineGrained", ExpiresAt: expiry, User: "ann"})
	hub.SetOrganization(hubtest.Organization{
		Name: "acme", Plan: "enterprise", PeriodEnd: time.Unix(1_900_000_000, 0), Restrictions: []string{"sso", "ip"},
		Tokens: map[string]hubtest.Power{"fine": hubtest.Admin, "plain": hubtest.Insider},
	})
	hub.SetOrganization(hubtest.Organization{Name: "globex", Tokens: map[string]hubtest.Power{"fine": hubtest.Insider}})
	hub.SetOrganization(hubtest.Organization{Name: "initech", Plan: "team", Tokens: map[string]hubtest.Power{"fine": hubtest.Outsider}})
	hub.SetOrganization(hubtest.Organization{Name: "other", Tokens: map[string]hubtest.Power{"else": hubtest.Admin}})
	server := hubtest.NewServer(hub)
	t.Cleanup(server.Close)

	for _, secret := range []string{"fine", "plain", "else"} {
		got := ask(t, server, "/api/whoami-v2", secret)
		if bad := whoamiSchema().violations(decode[map[string]any](t, got.body)); bad != nil {
			t.Errorf("%s: %v", secret, bad)
		}
	}

	type org struct {
		Name, Plan, RoleInOrg string
		PeriodEnd             *int64
		SecurityRestrictions  []string
	}
	got := decode[struct {
		Name string
		Auth struct {
			ExpiresAt   string
			AccessToken struct{ DisplayName, Role string }
		}
		Orgs []org
	}](t, ask(t, server, "/api/whoami-v2", "fine").body)
	if got.Name != "ann" || got.Auth.ExpiresAt != "2099-03-04T05:06:07.000Z" ||
		got.Auth.AccessToken.DisplayName != "exporter" || got.Auth.AccessToken.Role != "fineGrained" {
		t.Errorf("token: %+v", got)
	}
	if len(got.Orgs) != 3 {
		t.Fatalf("organizations: %+v", got.Orgs)
	}
	if o := got.Orgs[0]; o.Name != "acme" || o.Plan != "enterprise" || o.RoleInOrg != "admin" ||
		o.PeriodEnd == nil || *o.PeriodEnd != 1_900_000_000 || !slices.Equal(o.SecurityRestrictions, []string{"sso", "ip"}) {
		t.Errorf("acme: %+v", o)
	}
	if o := got.Orgs[1]; o.Name != "globex" || o.Plan != "" || o.RoleInOrg != "read" || o.PeriodEnd != nil ||
		o.SecurityRestrictions == nil || len(o.SecurityRestrictions) != 0 {
		t.Errorf("globex: %+v", o)
	}
	if o := got.Orgs[2]; o.Name != "initech" || o.Plan != "" || o.RoleInOrg != "" || o.SecurityRestrictions != nil {
		t.Errorf("initech, seen by an outsider: %+v", o)
	}

	plain := ask(t, server, "/api/whoami-v2", "plain").body
	auth := decode[struct{ Auth map[string]any }](t, plain).Auth
	if _, there := auth["expiresAt"]; there {
		t.Errorf("a token that never expires has expiresAt: %s", plain)
	}
}
