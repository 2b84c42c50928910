package huggingface_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// A renamed or mis-cased name leads to the canonical one, for all pages, and
// the caller is told once.
func TestTheCanonicalNameIsTold(t *testing.T) {
	for _, status := range []int{http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		for asked, want := range map[string][]string{"acme": nil, "ACME": {"acme"}, "acme-labs": {"acme"}} {
			hub := hubtest.New()
			hub.SetOrganization(hubtest.Organization{
				Name: "acme", FormerNames: []string{"acme-labs"}, RedirectStatus: status, Members: hubtest.Members(25, 1),
				Tokens: map[string]hubtest.Power{secret: hubtest.Admin},
			})
			var told []string
			n := 0
			for _, err := range dial(t, hub, huggingface.WithPageSize(10)).Members(t.Context(), asked, huggingface.OnCanonicalName(func(name string) { told = append(told, name) })) {
				if err != nil {
					t.Fatal(err)
				}
				n++
			}
			if n != 25 || !slices.Equal(told, want) {
				t.Errorf("%s with %d: %d members, and told %q", asked, status, n, told)
			}
			for _, r := range hub.Requests() {
				if r.Token != secret {
					t.Errorf("%s: a request to %s without the token", asked, r.Path)
				}
			}
		}
	}
}

// A Location that is only a path loses no page size.
func TestARedirectKeepsThePageSize(t *testing.T) {
	hub := acme(hubtest.Members(40, 1))
	hub.Fault(hubtest.Match{Times: 1}, hubtest.Redirect(http.StatusPermanentRedirect, "/api/organizations/acme/members"))
	members, err := list(t.Context(), dial(t, hub, huggingface.WithPageSize(20)))
	if err != nil || len(members) != 40 || len(hub.Requests()) != 3 {
		t.Errorf("%d members in %d requests: %v", len(members), len(hub.Requests()), err)
	}
}

func TestAPageSizeOfOneListing(t *testing.T) {
	hub := acme(hubtest.Members(40, 1))
	client := dial(t, hub, huggingface.WithPageSize(10))
	for size, requests := range map[int]int{20: 2, 5: 4, 10_001: 4, 10_000: 1} {
		hub.ResetRequests()
		if members, err := list(t.Context(), client, huggingface.PageSize(size)); err != nil || len(members) != 40 || len(hub.Requests()) != requests {
			t.Errorf("%d: %d members in %d requests: %v", size, len(members), len(hub.Requests()), err)
		}
	}
}

// A listing that shall fail soon asks once for what it would ask for again.
func TestTriesOfOneListing(t *testing.T) {
	hub := acme(hubtest.Members(40, 1))
	client := dial(t, hub, huggingface.WithPageSize(10))
	end := hub.Fault(hubtest.Match{Path: "members", Page: 2}, hubtest.Truncate(100))
	if _, err := list(t.Context(), client, huggingface.Tries(1)); huggingface.ErrorCode(err) != huggingface.CodeConnection {
		t.Error(err)
	}
	end()
	twos := 0
	for _, r := range hub.Requests() {
		if r.Page == 2 {
			twos++
		}
	}
	if twos != 1 {
		t.Errorf("page 2 was asked for %d times", twos)
	}
}

// A page that another links to and that is missing does not mean that the organization is.
// The error names the page and the path that the link led to.
func TestAMissingPageIsABrokenLink(t *testing.T) {
	for _, fault := range []hubtest.Fault{hubtest.HTML(404), hubtest.Status(404, "Organization not found")} {
		hub := acme(hubtest.Members(40, 1))
		hub.Fault(hubtest.Match{Page: 2}, fault)
		err := mustFail(t, dial(t, hub, huggingface.WithPageSize(10)))
		if huggingface.ErrorCode(err) != huggingface.CodeResponse || huggingface.KindOf(err) != huggingface.KindBrokenLink ||
			!strings.Contains(err.Error(), "page 2") || !strings.Contains(err.Error(), "/api/organizations/acme/members") || strings.Contains(err.Error(), "cursor") {
			t.Errorf("%s, %s: %v", huggingface.ErrorCode(err), huggingface.KindOf(err), err)
		}
	}
}

func TestOverview(t *testing.T) {
	for _, row := range []struct {
		body, code string
		want       huggingface.Overview
	}{
		{`{"numUsers":30,"plan":"team","name":"acme"}`, "", huggingface.Overview{Members: huggingface.Disclosed(30), Plan: "team"}},
		{`{"numUsers":3.0,"numUsers":4,"x":"\ud83d"}`, "", huggingface.Overview{Members: huggingface.Disclosed(4)}},
		{"{\"numUsers\":0,\"plan\":null,\"x\":\"\t\xff\"}", "", huggingface.Overview{Members: huggingface.Disclosed(0)}},
		{`{"numUsers":null,"plan":7}`, "", huggingface.Overview{}},
		{`{}`, "", huggingface.Overview{}},
		{`{"numUsers":-1}`, "response", huggingface.Overview{}},
		{`{"numUsers":1.5}`, "response", huggingface.Overview{}},
		{`{"numUsers":"30"}`, "response", huggingface.Overview{}},
		{`[]`, "response", huggingface.Overview{}},
	} {
		hub := acme(nil)
		hub.Fault(hubtest.Match{Path: "overview"}, hubtest.Body("application/json", []byte(row.body)))
		got, err := dial(t, hub).Overview(t.Context(), "acme")
		if huggingface.ErrorCode(err) != row.code || got != row.want {
			t.Errorf("%s: %+v, %v", row.body, got, err)
		}
	}
}

func TestOverviewOfTheDouble(t *testing.T) {
	hub := acme(hubtest.Members(30, 1))
	var attempts []huggingface.Attempt
	client := dial(t, hub, huggingface.WithObserver(func(a huggingface.Attempt) { attempts = append(attempts, a) }))
	hub.Fault(hubtest.Match{Times: 1}, hubtest.Truncate(20))
	got, err := client.Overview(t.Context(), "ACME")
	if n, known := got.Members.Get(); err != nil || !known || n != 30 {
		t.Errorf("%+v, %v", got, err)
	}
	if len(attempts) == 0 || attempts[0].Endpoint != huggingface.EndpointOverview || len(attempts[0].RateLimits) != 1 {
		t.Errorf("%+v", attempts)
	}
	if _, err := client.Overview(t.Context(), "globex"); huggingface.ErrorCode(err) != "404" {
		t.Error(err)
	}
	if _, err := client.Overview(t.Context(), "a/b"); err == nil {
		t.Error("an invalid name was asked for")
	}
}
