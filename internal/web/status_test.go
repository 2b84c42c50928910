package web_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/test/rig"
	"huggingface_exporter/internal/web"
)

func TestGolden(t *testing.T) {
	old := acme()
	old.Organization, old.Up, old.Err = "umbrella", false, &huggingface.APIError{StatusCode: 404, Message: "Organization not found"}
	rig.Golden(t, "testdata/status.html", page(t, acme(), globex(), collector.Status{Organization: "hooli"}, initech(), old).Body.String())
}

// What a person reads there, apart from the markup.
func TestText(t *testing.T) {
	for name, row := range map[string]struct {
		status  collector.Status
		want    []string
		without []string
	}{
		"all disclosed": {acme(), []string{
			"All well: 1 organization up.", "1,200 of 1,500 seats in use (80%), 300 free",
			"Role Seats Share Without 2FA External Unlisted Pro",
			"admin 12 1% 2 0 1 + 2 unknown 1", "write 240 20% 30 5 5 20", "contributor 120 10% 17 6 2 0", "read 816 68% 100 + 1 unknown 0 10 + 6 unknown 40", "no access 12 1% 0 0 0 0",
			"all 1,200 149 + 1 unknown 11 18 + 8 unknown 61",
			"Last success 3 minutes ago , 3 pages of at most 500 members in 412ms", "Last scrape 3 minutes ago , complete", "Next scrape in 2 minutes",
			"Name on the Hub Acme", "Members reported by the Hub 1,207, 7 more than the list has",
			"Directory 1,174 listed, 18 unlisted (360 USD per month), 8 unknown", "Price 20 USD per seat and month", "Cost 24,000 USD per month",
			"Undisclosed two-factor authentication for 1 member", "Hidden 9 memberships of resource groups that this token does not see",
			"Token expires in 60 days", "Token role fine-grained", "Role of the token's owner admin", "Token restricted by none",
			"Plan enterprise", "Renews in 40 days", "huggingface_exporter 0.1.0 (abcdef)", "As of 2000-01-01 00:00:00 UTC",
		}, []string{"Runbook ", "Overview", "ann", "no_access", "two_factor", "fineGrained"}},
		"no directory file": {withoutDirectory(), []string{"Directory file cannot be used : employees.txt:4: not <an> entry"}, []string{"Unlisted", "listed"}},
		"anonymous and rate limited": {collector.Status{Organization: "hooli", Tried: true, Err: &huggingface.APIError{StatusCode: 429, Anonymous: true, Message: "We had to rate limit your IP (203.0.113.7)."}}, []string{
			"Rate limited (HTTP 429)", "Configure a token", "Code 429",
		}, []string{"203.0.113.7"}},
	} {
		t.Run(name, func(t *testing.T) {
			text := readable(t, page(t, row.status).Body.String())
			for _, want := range row.want {
				if !strings.Contains(text, want) {
					t.Errorf("%q is missing in\n%s", want, text)
				}
			}
			for _, without := range row.without {
				if strings.Contains(text, without) {
					t.Errorf("%q should not be in\n%s", without, text)
				}
			}
		})
	}
}

func TestStaleNumbers(t *testing.T) {
	for up, want := range map[bool]string{true: "overdue: numbers too old to show", false: "failing: numbers too old to show"} {
		s := acme()
		s.Up, s.Stale, s.Snapshot = up, true, nil
		if text := readable(t, page(t, s).Body.String()); !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}

// Whatever the Hub or the configuration says, it is shown and not obeyed.
func TestEverythingIsEscaped(t *testing.T) {
	evil := `<script>alert("1")</script>'"><img src=x onerror=alert(2)>`
	s := initech()
	s.Organization = evil
	s.Err = &huggingface.APIError{StatusCode: 500, Message: evil, RequestID: evil}
	s.Account = &huggingface.Account{TokenRole: evil, Plan: evil, Role: huggingface.Role(evil), Restrictions: huggingface.Disclosed([]string{evil})}
	s.Snapshot = acme().Snapshot
	s.Snapshot.ByRole = append(s.Snapshot.ByRole, collector.RoleCount{Role: evil, Count: 1})
	body := page(t, s, acme()).Body.String()
	for _, forbidden := range []string{"<script", "<img", "onerror=alert(2)>"} {
		if strings.Contains(strings.ToLower(body), forbidden) {
			t.Errorf("%s is in the page", forbidden)
		}
	}
	if !strings.Contains(body, "&lt;script&gt;alert(") {
		t.Error("the text is not shown")
	}
	parse(t, body, func(string) {}) // still well-formed
}

func TestPolicyAdmitsTheStyleAndNothingElse(t *testing.T) {
	w := page(t, acme())
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(w.Body.String())
	if style == nil {
		t.Fatal("there is no style")
	}
	sum := sha256.Sum256([]byte(style[1]))
	want := "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; img-src data:; style-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'"
	if got := w.Header().Get("Content-Security-Policy"); got != want {
		t.Errorf("the policy is\n%s, want\n%s", got, want)
	}
	if strings.Contains(w.Body.String(), "style=") {
		t.Error("the policy forbids style attributes")
	}
}

// A screen reader finds its way: tables have headers, links lead somewhere,
// regions and pictures have names.
func TestAccessibility(t *testing.T) {
	body := page(t, acme(), globex(), initech()).Body.String()
	ids := make(map[string]bool)
	for _, match := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(body, -1) {
		if ids[match[1]] {
			t.Errorf("the id %s is there twice", match[1])
		}
		ids[match[1]] = true
	}
	for _, match := range regexp.MustCompile(`(?:href="#|aria-labelledby=")([^"]+)"`).FindAllStringSubmatch(body, -1) {
		if !ids[match[1]] {
			t.Errorf("nothing has the id %s", match[1])
		}
	}
	for _, match := range regexp.MustCompile(`<th[ >][^>]*>`).FindAllString(body, -1) {
		if !strings.Contains(match, "scope=") {
			t.Errorf("%s has no scope", match)
		}
	}
	for _, match := range regexp.MustCompile(`<(?:svg|section|article|nav)[ >][^>]*>`).FindAllString(body, -1) {
		if !strings.Contains(match, "aria-") {
			t.Errorf("%s has no name", match)
		}
	}
	for _, want := range []string{`<html lang="en">`, `name="viewport"`, `aria-label="Seats by role: admin 12, write 240, contributor 120, read 816, no access 12, free 300"`, "<h1>"} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is missing", want)
		}
	}
}

func TestEmptyOrganization(t *testing.T) {
	s := acme()
	s.SeatLimit = 0
	s.Snapshot = &collector.Snapshot{ByRole: roles(0, 0, 0, 0, 0), Pro: roles(0, 0, 0, 0, 0), WithoutTwoFactor: huggingface.Disclosed(roles(0, 0, 0, 0, 0)), Pages: 1}
	body := page(t, s).Body.String()
	if text := readable(t, body); !strings.Contains(text, "0 seats in use") || !strings.Contains(text, "admin 0 0% 0 unknown 0") {
		t.Errorf("got\n%s", text)
	}
	if strings.Contains(body, `class="bar"`) {
		t.Error("there is a bar of nothing")
	}
}

func TestNoOrganization(t *testing.T) {
	if text := readable(t, page(t).Body.String()); !strings.Contains(text, "No organization is configured.") {
		t.Errorf("got\n%s", text)
	}
}

func config(statuses []collector.Status) web.StatusConfig {
	return web.StatusConfig{
		Statuses: func() []collector.Status { return statuses },
		Build:    web.Build{Version: "0.1.0", Revision: "abcdef"}, MetricsPath: "/metrics", Endpoint: "https://huggingface.co",
	}
}

// page is the status page at the start of the bubble's clock.
func page(t *testing.T, statuses ...collector.Status) *httptest.ResponseRecorder {
	t.Helper()
	var w *httptest.ResponseRecorder
	synctest.Test(t, func(*testing.T) { w = get(web.SecurityHeaders(web.StatusPage(config(statuses)))) })
	if w.Code != 200 || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Content-Type"))
	}
	return w
}

// readable is the text of a page, with white space as a browser has it.
func readable(t *testing.T, body string) string {
	t.Helper()
	body = regexp.MustCompile(`(?s)<style>.*</style>`).ReplaceAllString(body, "")
	var texts []string
	parse(t, body, func(text string) { texts = append(texts, strings.Fields(text)...) })
	return strings.Join(texts, " ")
}

// parse reads the page strictly but for the elements that HTML never closes.
func parse(t *testing.T, body string, text func(string)) {
	t.Helper()
	body = regexp.MustCompile(`<(?:meta|link) [^>]*`).ReplaceAllString(body, "$0/")
	d := xml.NewDecoder(strings.NewReader(body))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		if data, ok := token.(xml.CharData); ok {
			text(string(data))
		}
	}
}

func get(h http.Handler) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", http.NoBody))
	return w
}
