package hubtest_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

func TestWhoMaySeeWhat(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, hubtest.Members(12, 1))
	hub.SetOrganization(hubtest.Organization{Name: "open", Public: true, Members: hubtest.Members(12, 2)})
	hub.SetToken("stranger", hubtest.Token{Name: "s", Role: "read", User: "s"})
	hub.SetToken("expired", hubtest.Token{Name: "old", Role: "read", User: "s", ExpiresAt: time.Now().Add(-time.Second)})
	hub.SetToken("revoked", hubtest.Token{Name: "r", Role: "read", User: "s"})
	hub.RevokeToken("revoked")

	const (
		bad    = `{"error":"Invalid credentials in Authorization header"}`
		absent = `{"error":"Organization not found"}`
	)
	for _, test := range []struct {
		path, secret string
		status       int
		body         string
	}{
		{membersPath, adminSecret, 200, ""},
		{membersPath, "", 404, absent},
		{membersPath, "stranger", 404, absent},
		{membersPath, "nobody's", 401, bad},
		{membersPath, "revoked", 401, bad},
		{membersPath, "expired", 401, `{"error":"User Access Token \"old\" is expired"}`},
		{"/api/organizations/open/members", "", 200, ""},
		{"/api/organizations/open/members", "stranger", 200, ""},
		{"/api/organizations/open/members", "nobody's", 401, bad},
		{"/api/organizations/ACME/members", adminSecret, 307, ""},
		{"/api/organizations/acme/overview", adminSecret, 200, ""},
		{"/api/organizations/acme/overview", "stranger", 404, absent},
		{"/api/organizations/umbrella/members", adminSecret, 404, absent},
		{"/api/organizations/acme/members/more", adminSecret, 404, ""},
		{"/api/organizations//members", adminSecret, 404, ""},
		{"/api/organizations/acme", adminSecret, 404, ""},
		{"/api/whoami-v2", "stranger", 200, ""},
		{"/api/whoami-v2", "", 401, bad},
		{"/api/whoami-v2", "expired", 401, ""},
	} {
		got := ask(t, server, test.path, test.secret)
		if got.status != test.status || test.body != "" && got.body != test.body {
			t.Errorf("%s with %q: %d %.100s, want %d %s", test.path, test.secret, got.status, got.body, test.status, test.body)
		}
	}
}

func TestErrorsLookLikeTheHubs(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, nil)
	got := ask(t, server, "/api/organizations/umbrella/members", adminSecret)
	for name, pattern := range map[string]string{
		"Content-Type":     `^application/json`,
		"X-Error-Message":  `^Organization not found$`,
		"X-Error-Code":     `^\w+$`,
		"X-Powered-By":     `^huggingface-moon$`,
		"X-Request-Id":     `^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$`,
		"RateLimit":        `^"api";r=\d+;t=\d+$`,
		"RateLimit-Policy": `^"fixed window";"api";q=\d+;w=\d+$`,
	} {
		if !regexp.MustCompile(pattern).MatchString(got.header.Get(name)) {
			t.Errorf("%s is %q, want %s", name, got.header.Get(name), pattern)
		}
	}
	again := ask(t, server, "/api/organizations/umbrella/members", adminSecret)
	if again.header.Get("X-Request-Id") == got.header.Get("X-Request-Id") {
		t.Error("two answers have one X-Request-Id")
	}
	refused := httptest.NewRecorder()
	hub.ServeHTTP(refused, httptest.NewRequestWithContext(t.Context(), http.MethodDelete, membersPath, http.NoBody))
	if refused.Code != http.StatusMethodNotAllowed {
		t.Errorf("DELETE: %d", refused.Code)
	}
}

// A former name and another case lead to the canonical name, with all of the
// query; a Location of the Hub has no host.
func TestOtherNamesRedirect(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, nil)
	o := acme(hubtest.Members(12, 1))
	o.FormerNames, o.RedirectStatus = []string{"acme-labs"}, 308
	hub.SetOrganization(o)
	for from, to := range map[string]string{
		"/api/organizations/ACME/members?limit=10":      "/api/organizations/acme/members?limit=10",
		"/api/organizations/Acme-Labs/members?limit=10": "/api/organizations/acme/members?limit=10",
		"/api/organizations/acme-labs/overview":         "/api/organizations/acme/overview",
	} {
		if got := ask(t, server, from, adminSecret); got.status != 308 || got.header.Get("Location") != to {
			t.Errorf("%s: %d to %q", from, got.status, got.header.Get("Location"))
		}
	}
}

func TestOverview(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, nil)
	o := acme(hubtest.Members(12, 1))
	o.Plan, o.HiddenMembers = "enterprise", 3
	hub.SetOrganization(o)
	got := decode[struct {
		NumUsers int
		Plan     string
	}](t, ask(t, server, "/api/organizations/acme/overview", insiderSecret).body)
	if got.NumUsers != 15 || got.Plan != "enterprise" {
		t.Errorf("%+v", got)
	}
}
