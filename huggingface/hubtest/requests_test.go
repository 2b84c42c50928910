package hubtest_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

func TestRequests(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, hubtest.Members(12, 1))
	before := time.Now()
	first := ask(t, server, membersPath+"?limit=10", adminSecret)
	ask(t, server, first.next(), adminSecret)
	ask(t, server, membersPath+"?cursor=made-up", adminSecret)
	ask(t, server, "/api/whoami-v2", "nobody's")
	ask(t, server, "/api/organizations/umbrella/members", "")

	requests := hub.Requests()
	var got []string
	for _, r := range requests {
		got = append(got, fmt.Sprintf("%s %q page %d by %q: %d", r.Method, r.Organization, r.Page, r.Token, r.Status))
	}
	want := []string{
		`GET "acme" page 1 by "hf_admin": 200`,
		`GET "acme" page 2 by "hf_admin": 200`,
		`GET "acme" page 0 by "hf_admin": 400`,
		`GET "" page 0 by "nobody's": 401`,
		`GET "umbrella" page 1 by "": 404`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	r := requests[0]
	if r.Path != membersPath || r.RawQuery != "limit=10" || r.Header.Get("Authorization") != "Bearer hf_admin" ||
		r.ID != first.header.Get("X-Request-Id") || r.Time.Before(before) || time.Now().Before(r.Time) {
		t.Errorf("the first request is %+v", r)
	}

	hub.ResetRequests()
	if got := hub.Requests(); len(got) != 0 {
		t.Errorf("after ResetRequests there are %d", len(got))
	}
}

// A test that waits for a request which hangs must see it arrive.
func TestRequestsShowWhatIsNotAnsweredYet(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, hubtest.Members(12, 1))
	hub.Fault(hubtest.Match{}, func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		if got := hub.Requests(); len(got) != 1 || got[0].Status != 0 {
			t.Errorf("while it is answered: %+v", got)
		}
		_, _ = w.Write([]byte("[]"))
	})
	ask(t, server, membersPath, adminSecret)
	if got := hub.Requests(); got[0].Status != http.StatusOK {
		t.Errorf("when it was answered: %+v", got)
	}
}
