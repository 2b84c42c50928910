package check_test

import (
	"bytes"
	"path/filepath"
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
		{Name: "public", OK: true, Token: &check.Token{}, Account: &check.Account{}, Members: &check.Members{Count: 1, Pages: 1, PageSize: 500, Seconds: 2}},
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
