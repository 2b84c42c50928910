package collector_test

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

func TestFailedPageKeepsWholeSnapshot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture(t, everything)
		acme := hubtest.Organization{Name: "acme", Tokens: map[string]hubtest.Power{"secret": hubtest.Admin}, Members: people(1, 35, "read")}
		f.Hub.SetOrganization(acme)
		f.apply(f.target("acme", "secret"))
		settle()
		before := f.Series().Data()
		if got := before[`huggingface_organization_members{organization="acme",role="read"}`]; got != 35 {
			t.Fatalf("%v members, want 35", got)
		}

		acme.Members = people(1, 45, "write")
		f.Hub.SetOrganization(acme)
		remove := f.Hub.Fault(hubtest.Match{Organization: "acme", Page: 3}, hubtest.Status(http.StatusForbidden, "No more"))
		pass(2 * time.Minute)
		if after := f.Series().Data(); !maps.Equal(before, after) {
			t.Errorf("a scrape whose third page failed changed the numbers from\n%v to\n%v", before, after)
		}
		errors := f.Series()[`huggingface_scrape_errors_total{code="403",organization="acme"}`]
		if scrapes := f.Series()[`huggingface_scrapes_total{organization="acme"}`]; errors != scrapes-1 || errors == 0 {
			t.Errorf("%v errors in %v scrapes of which one completed", errors, scrapes)
		}
		f.want(map[string]float64{`huggingface_up{organization="acme"}`: 0})

		remove()
		pass(time.Minute)
		f.want(map[string]float64{
			`huggingface_up{organization="acme"}`:                                                     1,
			`huggingface_organization_members{organization="acme",role="write"}`:                      45,
			`huggingface_organization_members{organization="acme",role="read"}`:                       0,
			`huggingface_organization_members_joined_total{organization="acme"}`:                      10,
			`huggingface_organization_role_changes_total{from="read",organization="acme",to="write"}`: 35,
			`huggingface_scrape_errors_total{code="403",organization="acme"}`:                         errors,
			`huggingface_scrape_pages{organization="acme"}`:                                           5,
		})
		if len(f.logs.lines("Scrape completed again", "organization=acme")) != 1 {
			t.Error("the recovery is not in the log, or more than once")
		}
	})
}

func TestEachCodeCountsItsOwnScrapeErrors(t *testing.T) {
	for _, test := range []struct {
		code  string
		fault hubtest.Fault
	}{
		{"401", hubtest.Status(401, "Invalid credentials in Authorization header")},
		{"402", hubtest.Status(402, "Your plan lacks this")},
		{"403", hubtest.Status(403, "Token has been revoked by the organization")},
		{"404", hubtest.Status(404, "Organization not found")},
		{"429", hubtest.RateLimited(7, 30*time.Second)},
		{"500", hubtest.Status(500, "Oops")},
		{"502", hubtest.HTML(502)},
		{"response", hubtest.Body("application/json", []byte(`{"not":"a list"}`))},
		{"timeout", hubtest.Hang()},
	} {
		t.Run(test.code, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := newFixture(t, collector.Options{})
				f.Hub.SetOrganization(hubtest.Organization{Name: "acme", Public: true})
				f.Hub.Fault(hubtest.Match{}, test.fault)
				f.apply(f.target("acme", ""))
				pass(5 * time.Minute)

				series := f.Series()
				ended := series[`huggingface_scrape_duration_seconds_count{organization="acme"}`]
				if ended < 4 {
					t.Errorf("%v scrapes ended in five minutes", ended)
				}
				errors := series.Only("huggingface_scrape_errors_total")
				for key, n := range errors {
					want := 0.0
					if strings.Contains(key, strconv.Quote(test.code)) {
						want = ended
					}
					if n != want {
						t.Errorf("%s is %v after %v scrapes, want %v", key, n, ended, want)
					}
				}
				if _, there := errors[`huggingface_scrape_errors_total{code="`+test.code+`",organization="acme"}`]; !there {
					t.Errorf("no errors with code %s: %v", test.code, errors)
				}
				if data := series.Data(); len(data) != 0 {
					t.Errorf("data before the first complete scrape: %v", data)
				}
				f.want(map[string]float64{`huggingface_up{organization="acme"}`: 0, `huggingface_last_success_timestamp_seconds{organization="acme"}`: absent})
			})
		})
	}
}

// While a scrape hangs, /metrics and the status are answered in no time.
func TestCollectNeverWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture(t, everything)
		f.organizations("acme")
		f.Hub.Fault(hubtest.Match{After: 1}, hubtest.Hang())
		f.apply(f.target("acme", "secret"))
		settle()
		start := time.Now()
		f.want(map[string]float64{
			`huggingface_up{organization="acme"}`:                                absent,
			`huggingface_last_scrape_timestamp_seconds{organization="acme"}`:     absent,
			`huggingface_scrapes_total{organization="acme"}`:                     1,
			`huggingface_scrape_errors_total{code="401",organization="acme"}`:    0,
			`huggingface_scrape_errors_total{code="403",organization="acme"}`:    0,
			`huggingface_scrape_errors_total{code="404",organization="acme"}`:    0,
			`huggingface_scrape_duration_seconds_count{organization="acme"}`:     0,
			`huggingface_organization_members_joined_total{organization="acme"}`: 0,
			`huggingface_organization_members_left_total{organization="acme"}`:   0,
			`huggingface_api_requests_total{code="200",organization="acme"}`:     1,
		})
		if data := f.Series().Data(); len(data) != 0 {
			t.Errorf("data of half a scrape: %v", data)
		}
		if f.Ready() || f.Status()[0].Tried {
			t.Error("a scrape that hangs counts as tried")
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("answering took %s", took)
		}
		pass(time.Minute)
		if !f.Ready() {
			t.Error("a scrape that timed out does not count as tried")
		}
	})
}

// A token that is replaced while a scrape runs makes it start over, at once.
func TestRotatedTokenIsTriedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture(t, everything)
		acme := hubtest.Organization{Name: "acme", Tokens: map[string]hubtest.Power{"old": hubtest.Admin, "new": hubtest.Admin}, Members: people(1, 25, "read")}
		f.Hub.SetOrganization(acme)
		token := newTokens("old")
		f.apply(f.targetWith("acme", token))
		settle()
		f.Hub.Fault(hubtest.Match{Page: 2, Times: 1}, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
			token.Replace("new")
			f.Hub.RevokeToken("old")
			hubtest.Status(401, "Invalid credentials in Authorization header")(w, r, next)
		})
		before := f.Series()[`huggingface_scrapes_total{organization="acme"}`]
		pass(90 * time.Second)
		f.want(map[string]float64{
			`huggingface_up{organization="acme"}`:                                1,
			`huggingface_scrape_errors_total{code="401",organization="acme"}`:    0,
			`huggingface_organization_members{organization="acme",role="read"}`:  25,
			`huggingface_organization_members_left_total{organization="acme"}`:   0,
			`huggingface_organization_members_joined_total{organization="acme"}`: 0,
		})
		scrapes := f.Series()[`huggingface_scrapes_total{organization="acme"}`] - before
		if listings := f.listings("acme", time.Now()); float64(len(listings)) != before+scrapes+1 {
			t.Errorf("%d listings begun in %v scrapes, want one more", len(listings), before+scrapes)
		}
		used := slices.ContainsFunc(f.Hub.Requests(), func(r hubtest.Request) bool { return r.Token == "new" })
		if !used {
			t.Error("the new token was not used")
		}
	})
}

// A token that cannot be read fails the scrape, but does not stop the polling.
func TestUnreadableToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture(t, everything)
		f.apply(f.targetWith("acme", huggingface.TokenFile("testdata/none")))
		pass(5 * time.Minute)
		series := f.Series()
		scrapes := series[`huggingface_scrapes_total{organization="acme"}`]
		if n := series[`huggingface_scrape_errors_total{code="token",organization="acme"}`]; n != scrapes || n < 5 {
			t.Errorf("%v errors in %v scrapes", n, scrapes)
		}
		if n := len(f.Hub.Requests()); n != 0 {
			t.Errorf("%d requests without the token", n)
		}
	})
}
