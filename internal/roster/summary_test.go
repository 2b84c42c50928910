package roster_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"html"
	"iter"
	"maps"
	"regexp"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/roster"
)

// members is a Hub with one organization, which is asked for nothing else.
type members struct {
	collector.Hub
	list []huggingface.Member
}

func (m members) Members(context.Context, string, ...huggingface.ListOption) iter.Seq2[huggingface.Member, error] {
	return list(m.list, nil)
}

func read(t *testing.T, list []huggingface.Member, classify func(*huggingface.Member) collector.Listing) *collector.Snapshot {
	t.Helper()
	snapshot, err := collector.Read(t.Context(), members{list: list}, "acme", collector.ReadOptions{Classify: classify})
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

func october() time.Time { return time.Date(2026, 10, 31, 23, 30, 0, 0, time.FixedZone("", -3600)) }

// sheet prints summaries and reads the CSV back, a map for each.
func sheet(t *testing.T, summaries ...roster.Summary) []map[string]string {
	t.Helper()
	var out bytes.Buffer
	if err := roster.WriteSummaries(&out, roster.CSV, summaries); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := make(map[string]string)
		for i, cell := range line {
			row[lines[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

func TestSummary(t *testing.T) {
	full := roster.Summarize(collector.Target{Organization: "acme", SeatLimit: 10, SeatPrice: 19.99, SeatCurrency: "EUR"}, read(t, cast(), classify), october())
	bare := roster.Summarize(collector.Target{Organization: "globex"}, read(t, cast()[3:4], nil), time.Time{})
	hidden := roster.Summarize(collector.Target{Organization: "initech"}, read(t, cast()[3:4], classify), time.Time{})
	want := []map[string]string{{
		"organization": "acme", "members": "7",
		"role_admin": "1", "role_write": "1", "role_contributor": "1", "role_read": "1", "role_no_access": "1", "role_other": "1", "role_unknown": "1",
		"pro": "2", "external": "2", "external_unknown": "1", "without_2fa": "2", "without_2fa_unknown": "1", "unlisted": "3", "unlisted_unknown": "1",
		"seat_limit": "10", "seat_price": "19.99", "seat_currency": "EUR",
		"contract_cost": "199.9", "cost_now": "139.93", "renewal": "2026-11-01", "cost_at_renewal": "139.93",
	}, {
		"organization": "globex", "members": "1",
		"role_admin": "unknown", "role_write": "unknown", "role_contributor": "unknown", "role_read": "unknown", "role_no_access": "unknown", "role_other": "unknown", "role_unknown": "1",
		"pro": "0", "external": "unknown", "external_unknown": "1", "without_2fa": "unknown", "without_2fa_unknown": "1", "unlisted": "", "unlisted_unknown": "",
		"seat_limit": "", "seat_price": "", "seat_currency": "", "contract_cost": "", "cost_now": "", "renewal": "unknown", "cost_at_renewal": "",
	}, nil}
	want[2] = maps.Clone(want[1])
	want[2]["organization"], want[2]["unlisted"], want[2]["unlisted_unknown"] = "initech", "unknown", "1"
	for i, row := range sheet(t, full, bare, hidden) {
		for column, cell := range row {
			if cell != want[i][column] {
				t.Errorf("%s of %s is %q, want %q", column, row["organization"], cell, want[i][column])
			}
		}
		if len(row) != len(want[i]) {
			t.Errorf("%d columns, want %d", len(row), len(want[i]))
		}
	}
}

func TestSummaryTable(t *testing.T) {
	var out bytes.Buffer
	err := roster.WriteSummaries(&out, roster.Table, []roster.Summary{
		roster.Summarize(collector.Target{Organization: "acme", SeatLimit: 1200, SeatPrice: 20, SeatCurrency: "USD"}, read(t, cast(), classify), october()),
		roster.Summarize(collector.Target{Organization: "globex"}, read(t, cast()[3:4], nil), time.Time{}),
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `
ORGANIZATION  ROLE         LICENSE TYPE  MEMBERS  PRO  EXTERNAL       WITHOUT 2FA    UNLISTED       COST NOW  SEAT LIMIT  SEAT PRICE  CONTRACT COST  RENEWAL     COST AT RENEWAL
acme          admin        Admin         1        1    0              0              0              20 USD    -           -           -              -           -
acme          write        Write         1        0    0              0              0              20 USD    -           -           -              -           -
acme          contributor  Contributor   1        0    0              0              1              20 USD    -           -           -              -           -
acme          read         Read          1        0    1              0              0              20 USD    -           -           -              -           -
acme          no_access    No access     1        0    1              1              1              20 USD    -           -           -              -           -
acme          other        Other         1        1    0              1              1              20 USD    -           -           -              -           -
acme          unknown      unknown       1        0    unknown        unknown        unknown        20 USD    -           -           -              -           -
acme          all          all           7        2    2 + 1 unknown  2 + 1 unknown  3 + 1 unknown  140 USD   1,200       20 USD      24,000 USD     2026-11-01  140 USD
globex        unknown      unknown       1        0    unknown        unknown        -              -         -           -           -              -           -
globex        all          all           1        0    unknown        unknown        -              -         -           -           -              unknown     -
`
	if got := "\n" + out.String(); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
}

func TestSummaryJSON(t *testing.T) {
	var out bytes.Buffer
	err := roster.WriteSummaries(&out, roster.JSON, []roster.Summary{
		roster.Summarize(collector.Target{Organization: "acme", SeatPrice: 20, SeatCurrency: "USD"}, read(t, cast()[3:5], nil), time.Time{}),
	})
	if err != nil {
		t.Fatal(err)
	}
	zeroes := ""
	for _, role := range []string{"admin,Admin", "write,Write", "contributor,Contributor", "read,Read", "no_access,No access"} {
		name, license, _ := strings.Cut(role, ",")
		zeroes += fmt.Sprintf(`{"role":%q,"license_type":%q,"members":0,"pro":0,"external":0,"external_unknown":0,"without_2fa":0,"without_2fa_unknown":0,"unlisted":null,"unlisted_unknown":null,"cost_now":0},`, name, license)
	}
	want := `[{"organization":"acme","members":2,"roles":[` + zeroes +
		`{"role":"other","license_type":"Other","members":1,"pro":1,"external":0,"external_unknown":0,"without_2fa":1,"without_2fa_unknown":0,"unlisted":null,"unlisted_unknown":null,"cost_now":20},` +
		`{"role":"unknown","license_type":"unknown","members":1,"pro":0,"external":null,"external_unknown":1,"without_2fa":null,"without_2fa_unknown":1,"unlisted":null,"unlisted_unknown":null,"cost_now":20}],` +
		`"pro":1,"external":0,"external_unknown":1,"without_2fa":1,"without_2fa_unknown":1,"unlisted":null,"unlisted_unknown":null,` +
		`"seat_limit":null,"seat_price":20,"seat_currency":"USD","contract_cost":null,"cost_now":40,"renewal":null,"cost_at_renewal":40}` + "\n]\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// The page stands alone, obeys no name, and says what is missing.
func TestSummaryPage(t *testing.T) {
	p := roster.Page{
		Summaries: []roster.Summary{
			roster.Summarize(collector.Target{Organization: "acme", SeatLimit: 10, SeatPrice: 1000, SeatCurrency: "EUR"}, read(t, cast(), classify), october()),
			roster.Summarize(collector.Target{Organization: "globex", SeatPrice: 5, SeatCurrency: "EUR"}, read(t, cast()[:1], nil), time.Time{}),
			roster.Summarize(collector.Target{Organization: "hooli", SeatPrice: 5, SeatCurrency: "USD"}, read(t, cast()[:2], nil), time.Time{}),
		},
		Missing: []string{"<script>"}, Now: october(), Program: "huggingface_exporter 1.2.3", Style: "body { color: red; }",
	}
	var out bytes.Buffer
	if err := p.WriteHTML(&out); err != nil {
		t.Fatal(err)
	}
	page := out.String()
	for _, want := range []string{
		"body { color: red; }", "10 members in 3 organizations", "2026-11-01 00:30 UTC", "Missing: <bdi>&lt;script&gt;</bdi>.", "huggingface_exporter 1.2.3",
		"<strong>7</strong> of 10 seats in use (70%)", "<strong>1</strong> seat in use", "1,000 EUR per seat and month", "10,000 EUR per month", "7,000 EUR per month", "<dd>2026-11-01</dd>", "<dd>unknown</dd>",
		`<th scope="row">all in EUR</th><td class="n">8</td>`, "7,005 EUR", `<th scope="row">all in USD</th><td class="n">2</td>`, "10 USD", "3 <small>+ 1 unknown</small>",
		`<rect class="role-admin" x="0.000%" width="14.286%" height="18">`, `<rect class="role-write" x="14.286%" width="14.286%" height="18">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if external := regexp.MustCompile(`(?i)<script|<link|src=|@import|url\(|https?://`).FindString(page); external != "" {
		t.Errorf("the page has %q", external)
	}
	for _, personal := range []string{"mallory", "wendy", "avi", "@example.com", "Zoë", "=cmd", "65f0"} {
		if strings.Contains(page, html.EscapeString(personal)) {
			t.Errorf("the page has personal data: %s", personal)
		}
	}
}
