package web_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/web"
)

func TestAlarms(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*collector.Status)
		want   string
	}{
		"admins without 2FA": {func(*collector.Status) {}, `<a href="runbooks/HuggingFaceAdminWithout2FA"><strong class="alarm">2</strong></a>`},
		"external admins": {func(s *collector.Status) { s.Snapshot.External = huggingface.Disclosed(roles(4, 0, 0, 0, 0)) },
			`<a href="runbooks/HuggingFaceExternalAdmin"><strong class="alarm">4</strong></a>`},
		"unlisted admins": {func(*collector.Status) {}, `<a href="runbooks/HuggingFaceMemberNotInDirectory"><strong class="alarm">1</strong></a> <small>+ 2 unknown</small></td>`},
		"token":           {func(s *collector.Status) { s.Account.TokenExpiry = start().Add(13 * 24 * time.Hour) }, `<strong class="alarm"><a href="runbooks/HuggingFaceTokenExpiring"><time datetime="2000-01-14T00:00:00Z"`},
		"full":            {func(s *collector.Status) { s.SeatLimit = 1200 }, `<strong class="alarm">1,200</strong></a> of 1,200 seats in use (100%), none free`},
		"exceeded":        {func(s *collector.Status) { s.SeatLimit = 1000 }, `<strong class="alarm">1,200</strong></a> of 1,000 seats in use (120%), 200 over the contract`},
		"limit in the bar": {func(s *collector.Status) { s.SeatLimit = 960 },
			`<rect class="limit" x="80.000%" width="3" height="18">`},
	} {
		t.Run(name, func(t *testing.T) {
			s := acme()
			row.change(&s)
			if body := page(t, s).Body.String(); !strings.Contains(body, row.want) {
				t.Errorf("%s is missing", row.want)
			}
		})
	}
	quiet := acme()
	quiet.Snapshot.WithoutTwoFactor = huggingface.Disclosed(roles(0, 30, 0, 0, 0))
	quiet.Snapshot.Directory = huggingface.Optional[[]collector.ListingCount]{}
	if body := page(t, quiet).Body.String(); strings.Contains(body, `class="alarm"`) {
		t.Error("there is an alarm without a reason")
	}
}

// Names lead to the organization's members on the configured Hub.
func TestMembersLink(t *testing.T) {
	s := acme()
	if body := page(t, s).Body.String(); !strings.Contains(body, `<a href="https://huggingface.co/organizations/Acme/settings/members"`) {
		t.Error("the canonical name is not linked")
	}
	s.Snapshot.CanonicalName, s.Account.Organization = "", "aCMe"
	if body := page(t, s).Body.String(); !strings.Contains(body, `/organizations/aCMe/settings/members"`) {
		t.Error("the name that the account has is not linked")
	}
	s.Account.Organization = ""
	cfg := config([]collector.Status{s})
	cfg.Endpoint = "https://hub.example/sub/"
	if body := get(web.StatusPage(cfg)).Body.String(); !strings.Contains(body, `<a href="https://hub.example/sub/organizations/acme/settings/members"`) {
		t.Error("the endpoint's own address is not linked")
	}
}

func TestRefresh(t *testing.T) {
	handler := web.StatusPage(config(nil))
	for query, want := range map[string]string{
		"": "", "refresh=30": "30", "refresh=5": "5", "refresh=3600": "3600",
		"refresh=4": "", "refresh=3601": "", "refresh=-30": "", "refresh=0": "", "refresh=": "", "refresh=30s": "", "refresh=1e2": "",
		"refresh=30%3Burl%3Dhttps://evil.example": "", "refresh=99999999999999999999": "", "other=30": "",
	} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest("GET", "/?"+query, http.NoBody))
		got := ""
		if match := regexp.MustCompile(`<meta http-equiv="refresh" content="([^"]*)">`).FindStringSubmatch(w.Body.String()); match != nil {
			got = match[1]
		}
		if w.Code != 200 || got != want {
			t.Errorf("?%s: %d, reloads after %q, expected %q", query, w.Code, got, want)
		}
	}
}

// The advice knows the account, and names nobody.
func TestAdviceFitsTheAccount(t *testing.T) {
	s := acme()
	s.Up, s.Err = false, &huggingface.APIError{StatusCode: 403, Message: "no"}
	s.Account.Role, s.Account.Member = huggingface.RoleRead, true
	s.Account.Owner, s.Account.TokenName = "grace-hopper", "her laptop"
	text := readable(t, page(t, s).Body.String())
	if !strings.Contains(text, "role is read") || strings.Contains(text, "grace-hopper") || strings.Contains(text, "her laptop") {
		t.Errorf("got\n%s", text)
	}
}

// Every link to a page of the exporter is relative, so that it works below the
// path of a reverse proxy.
func TestLinksAreRelative(t *testing.T) {
	body := page(t, acme(), initech()).Body.String()
	for _, match := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		if strings.HasPrefix(match[1], "/") || strings.HasPrefix(match[1], "http") && !strings.HasPrefix(match[1], "https://huggingface.co/") {
			t.Errorf("%s is not relative", match[1])
		}
	}
}
