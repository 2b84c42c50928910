package check_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/internal/check"
	"huggingface_exporter/internal/test/rig"
)

// sample has every kind of line.
func sample() check.Report {
	now := time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC)
	expiry, renewal := now.AddDate(0, 0, 60), now.AddDate(0, 0, 40)
	return check.Report{Time: now, Organizations: []check.Organization{
		{
			Name: "acme", OK: true, CanonicalName: "Acme",
			Token:     &check.Token{Source: "the file /run/secrets/acme", Valid: true, Owner: "ann", Role: "read", Expiry: &expiry},
			Account:   &check.Account{Member: true, Role: "admin", Plan: "enterprise", PeriodEnd: &renewal, Restrictions: []string{}},
			Contract:  &check.Contract{Seats: 1500, Price: 20, Currency: "USD", MonthlyCost: new(24000.0)},
			Members:   &check.Members{Count: 1200, Reported: new(1201), Pages: 3, PageSize: 500, Seconds: 0.4321},
			Directory: &check.Directory{Listed: 1190, Unlisted: 7, Unknown: 3},
			Fields: []check.Field{
				{Name: "role", Disclosed: 1200, Metrics: []string{"huggingface_organization_members"}},
				{Name: "two_factor", Disclosed: 1100, Undisclosed: 100, Metrics: []string{"huggingface_organization_members_without_2fa"}},
				{Name: "verified_email", Undisclosed: 1200, Metrics: []string{"huggingface_organization_members_without_verified_email"}},
			},
			Groups:     &check.Groups{Count: 24, Hidden: []check.HiddenGroup{{ID: "a1", Name: "Safety\x1b[2J data", Visible: 60, Reported: 67}}},
			RateLimits: []check.RateLimit{{Bucket: "api", Limit: 1000, Remaining: 993, Reset: now.Add(5 * time.Minute)}},
			Problems:   []check.Problem{{Severity: check.Warning, Kind: "fields-undisclosed", Cause: "Something is undisclosed.", Steps: []string{"Ask an admin."}}},
		},
		{
			Name:       "globex",
			Token:      &check.Token{Source: "HF_TOKEN"},
			RateLimits: []check.RateLimit{{Bucket: "api", Reset: now}},
			Problems: []check.Problem{{
				Severity: check.Failure, Kind: "forbidden", Cause: "It may not.", Steps: []string{"First.", "Then."},
				Code: "403", Message: "the Hub answered 403: no\r\nno \u202eno", RequestID: "Root=1-2",
			}},
		},
		{Name: "public", OK: true, Token: &check.Token{}, Account: &check.Account{}, Members: &check.Members{Count: 1, Pages: 1, Seconds: 2}},
		{Name: "secretless", Problems: []check.Problem{{Severity: check.Failure, Kind: "token-source", Cause: "No token.", Steps: []string{"Look."}}}},
	}}
}

func TestGolden(t *testing.T) {
	for name, write := range map[string]func(check.Report, *bytes.Buffer) error{
		"report.txt":       func(r check.Report, w *bytes.Buffer) error { return r.WriteText(w, false) },
		"report.color.txt": func(r check.Report, w *bytes.Buffer) error { return r.WriteText(w, true) },
		"report.json":      func(r check.Report, w *bytes.Buffer) error { return r.WriteJSON(w) },
	} {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := write(sample(), &got); err != nil {
				t.Fatal(err)
			}
			rig.Golden(t, filepath.Join("testdata", name), got.String())
		})
	}
}

func TestTextForAFileHasNoEscapes(t *testing.T) {
	var b bytes.Buffer
	if err := sample().WriteText(&b, false); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\x1b\r\u202e") {
		t.Errorf("the Hub reaches the terminal: %q", b.String())
	}
	for _, text := range []string{
		"acme: ok\n", "globex: failed\n", "1,200 in 3 pages of at most 500, read in 432ms", "expires 2027-01-23 (in 60 days)", "renews 2027-01-03 (in 40 days)",
		"two_factor: undisclosed for 100 of 1,200 members", "so huggingface_organization_members_without_verified_email is absent",
		"993 of 1,000 requests left, resets in 5 minutes", "60 of 67 members visible", "request id Root=1-2", "2 of 4 organizations can be read, with 1 warning.",
	} {
		if !strings.Contains(b.String(), text) {
			t.Errorf("%q is missing", text)
		}
	}
}

func TestJSONTellsUnknownFromNone(t *testing.T) {
	var b bytes.Buffer
	if err := sample().WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var r struct {
		Organizations []map[string]any
	}
	if err := json.Unmarshal(b.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"account", "members", "fields", "resource_groups"} {
		if value, ok := r.Organizations[1][key]; !ok || value != nil {
			t.Errorf("%s of a failed organization is %v, want null", key, value)
		}
	}
	if restrictions := r.Organizations[0]["account"].(map[string]any)["restrictions"]; restrictions == nil {
		t.Error("no restrictions are null, want []")
	}
}
