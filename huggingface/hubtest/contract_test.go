package hubtest_test

import (
	"encoding/json"
	"regexp"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

// The bodies below have the fields of the Hub's public OpenAPI description, and
// no others.

func TestMembersAsEachPowerSeesThem(t *testing.T) {
	t.Parallel()
	_, server := newAcme(t, []hubtest.Member{{
		ID: "5e0000000000000000000001", User: "ann", Fullname: `A "<b>" \ é`, AvatarURL: "https://a.example/1", IsPro: true,
		Role: "admin", TwoFaEnabled: true, VerifiedEmail: new("ann@example.com"),
		ResourceGroups: []hubtest.ResourceGroup{{ID: "5e00000000000000000000aa", Name: "Core", NumUsers: 9, Role: "write"}},
	}, {
		ID: "5e0000000000000000000002", User: "bob", Role: "read", IsExternalCollaborator: true,
		Omit: []string{"_id", "twoFaEnabled"},
	}})
	const (
		ann = `[{"_id":"5e0000000000000000000001","user":"ann","fullname":"A \"<b>\" \\ é","avatarUrl":"https://a.example/1","isPro":true,"type":"user"`
		bob = `{"avatarUrl":"","fullname":"",`
	)
	for secret, want := range map[string]string{
		outsiderSecret: ann + `},` + bob + `"isPro":false,"type":"user","user":"bob"}]`,
		insiderSecret:  ann + `,"role":"admin"},` + bob + `"isPro":false,"role":"read","type":"user","user":"bob"}]`,
		adminSecret: ann + `,"role":"admin","twoFaEnabled":true,"isExternalCollaborator":false,"verifiedEmail":"ann@example.com",` +
			`"resourceGroups":[{"id":"5e00000000000000000000aa","name":"Core","numUsers":9,"role":"write"}]},` +
			bob + `"isExternalCollaborator":true,"isPro":false,"resourceGroups":[],"role":"read","type":"user","user":"bob","verifiedEmail":null}]`,
	} {
		if got := ask(t, server, membersPath, secret); got.body != want {
			t.Errorf("%s sees\n%s, want\n%s", secret, got.body, want)
		}
	}
}

func TestWhoamiAsEachTokenSeesIt(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, nil)
	expiry := time.Date(2099, 3, 4, 5, 6, 7, 0, time.UTC)
	hub.SetToken("fine", hubtest.Token{Name: "exporter", Role: "fineGrained", ExpiresAt: expiry, User: "ann"})
	hub.SetOrganization(hubtest.Organization{
		Name: "acme", Plan: "enterprise", PeriodEnd: time.Unix(1_900_000_000, 0), Restrictions: []string{"sso", "ip"},
		Tokens: map[string]hubtest.Power{"fine": hubtest.Admin, "plain": hubtest.Outsider},
	})
	hub.SetOrganization(hubtest.Organization{Name: "globex", Tokens: map[string]hubtest.Power{"fine": hubtest.Insider}})

	id := regexp.MustCompile(`[0-9a-f]{24}`)
	const (
		avatar = `"avatarUrl":"https://cdn-avatars.huggingface.co/v1/production/uploads/ID.png",`
		acme   = `{` + avatar + `"fullname":"acme","id":"ID","name":"acme",`
		globex = `{` + avatar + `"fullname":"globex","id":"ID","name":"globex",`
		owner  = avatar + `"canPay":false,"email":null,"emailVerified":true,`
	)
	for secret, want := range map[string]string{
		"fine": `{"auth":{"accessToken":{"createdAt":"2026-01-02T03:04:05.000Z","displayName":"exporter","fineGrained":{"scoped":[` +
			`{"entity":{"_id":"ID","name":"acme","type":"org"},"permissions":["org.read"]},` +
			`{"entity":{"_id":"ID","name":"globex","type":"org"},"permissions":["org.read"]}]},"role":"fineGrained"},` +
			`"expiresAt":"2099-03-04T05:06:07.000Z","type":"access_token"},` + owner + `"fullname":"ann","id":"ID","isPro":false,"name":"ann","orgs":[` +
			acme + `"periodEnd":1900000000,"plan":"enterprise","roleInOrg":"admin","securityRestrictions":["sso","ip"],"type":"org"},` +
			globex + `"periodEnd":null,"roleInOrg":"read","securityRestrictions":[],"type":"org"}],"periodEnd":null,"type":"user"}`,
		"plain": `{"auth":{"accessToken":{"createdAt":"2026-01-02T03:04:05.000Z","displayName":"hubtest","role":"read"},"type":"access_token"},` +
			owner + `"fullname":"hubtest","id":"ID","isPro":false,"name":"hubtest","orgs":[` + acme + `"type":"org"}],"periodEnd":null,"type":"user"}`,
	} {
		if got := id.ReplaceAllString(ask(t, server, "/api/whoami-v2", secret).body, "ID"); got != want {
			t.Errorf("%s:\n%s, want\n%s", secret, got, want)
		}
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
