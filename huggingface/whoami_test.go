package huggingface_test

import (
	"reflect"
	"testing"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

func TestWhoAmI(t *testing.T) {
	expiry := time.Date(2027, 3, 1, 10, 30, 0, 500_000_000, time.UTC)
	end := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	hub := hubtest.New()
	hub.SetToken(secret, hubtest.Token{Name: "monitoring", Role: "fineGrained", ExpiresAt: expiry, User: "ada"})
	hub.SetOrganization(hubtest.Organization{Name: "acme", Plan: "enterprise", PeriodEnd: end, Tokens: map[string]hubtest.Power{secret: hubtest.Admin}, Restrictions: []string{"sso", "ip"}})
	hub.SetOrganization(hubtest.Organization{Name: "globex", Tokens: map[string]hubtest.Power{secret: hubtest.Insider}})

	client := dial(t, hub)
	id, err := client.WhoAmI(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	token, err := client.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if id.Token != token.ID() || id.Name != "ada" || id.TokenRole != "fineGrained" || !id.TokenExpiry.Equal(expiry) || len(id.Organizations) != 2 {
		t.Fatalf("%+v", id)
	}
	access := map[string]huggingface.OrganizationAccess{}
	for _, o := range id.Organizations {
		access[o.Name] = o
	}
	a := access["acme"]
	restrictions, disclosed := a.Restrictions.Get()
	if a.Role != "admin" || a.Plan != "enterprise" || !a.PeriodEnd.Equal(end) || !disclosed || !reflect.DeepEqual(restrictions, []string{"sso", "ip"}) {
		t.Errorf("%+v", a)
	}
	if g := access["globex"]; g.Role != "read" || g.Plan != "" || !g.PeriodEnd.IsZero() {
		t.Errorf("%+v", g)
	}
}

// What whoami does not tell is zero or undisclosed, and what it tells in a
// wrong shape is an error.
func TestWhoAmIShapes(t *testing.T) {
	for _, row := range []struct{ body, code string }{
		{`{"name":"ada","auth":{"type":"access_token"},"orgs":[{"name":"acme"}]}`, ""},
		{`{"name":"ada","auth":{"accessToken":{"role":"read"},"expiresAt":"tomorrow"},"orgs":[]}`, "response"},
		{`{"orgs":{}}`, "response"},
		{`[]`, "response"},
		{``, "response"},
		{`{"name":`, "response"},
	} {
		hub := acme(nil)
		hub.Fault(hubtest.Match{}, hubtest.Body("application/json", []byte(row.body)))
		id, err := dial(t, hub).WhoAmI(t.Context())
		if code := huggingface.ErrorCode(err); code != row.code {
			t.Errorf("%s: code %q: %v", row.body, code, err)
		}
		if row.code != "" {
			continue
		}
		if _, disclosed := id.Organizations[0].Restrictions.Get(); disclosed || !id.TokenExpiry.IsZero() || id.TokenRole != "" {
			t.Errorf("%+v", id)
		}
	}
}
