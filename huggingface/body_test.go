package huggingface_test

import (
	"net/http"
	"slices"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// A body that breaks off is read again: every member counts once, and the
// request for the page after it is not made twice.
func TestABodyThatBreaksOffIsReadAgain(t *testing.T) {
	truth := hubtest.Members(40, 1)
	for name, fault := range map[string]func() (hubtest.Match, hubtest.Fault){
		"page 1":            func() (hubtest.Match, hubtest.Fault) { return hubtest.Match{Page: 1, Times: 1}, hubtest.Truncate(1500) },
		"page 2, in chunks": func() (hubtest.Match, hubtest.Fault) { return hubtest.Match{Page: 2, Times: 1}, hubtest.Cut(1500) },
		"the last page": func() (hubtest.Match, hubtest.Fault) {
			return hubtest.Match{Page: 4, Times: 1}, hubtest.ResetAfter(1500)
		},
		"before any byte":  func() (hubtest.Match, hubtest.Fault) { return hubtest.Match{Page: 3, Times: 1}, hubtest.Truncate(0) },
		"after every byte": func() (hubtest.Match, hubtest.Fault) { return hubtest.Match{Page: 3, Times: 1}, hubtest.Cut(1 << 20) },
		"without a length": func() (hubtest.Match, hubtest.Fault) {
			return hubtest.Match{Page: 1, Times: 1}, hubtest.Raw("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n[{\"_id\":")
		},
	} {
		t.Run(name, func(t *testing.T) {
			hub := acme(truth)
			match, f := fault()
			hub.Fault(match, f)
			pages := 0
			members, err := list(t.Context(), dial(t, hub, huggingface.WithPageSize(10)), huggingface.OnPage(func(page int) { pages = page }))
			if err != nil || len(members) != len(truth) || pages != 4 {
				t.Fatalf("%d members on %d pages: %v", len(members), pages, err)
			}
			for i := range truth {
				if members[i].ID.String() != truth[i].ID {
					t.Fatalf("member %d is %s, expected %s", i, members[i].ID, truth[i].ID)
				}
			}
			if n := len(hub.Requests()); n != 5 {
				t.Errorf("%d requests, expected 5", n)
			}
		})
	}
}

// A page that broke off may be another one when it is read again: then its new
// link counts, and the page that was asked for ahead is not read.
func TestTheLinkOfTheWholePageCounts(t *testing.T) {
	truth := hubtest.Members(30, 1)
	hub := acme(truth[:20])
	hub.Fault(hubtest.Match{Page: 1, Times: 1}, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		hubtest.Truncate(1500)(w, r, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r)
			o := hubtest.Organization{Name: "acme", Members: slices.Concat(truth[20:], truth[:20]), Tokens: map[string]hubtest.Power{secret: hubtest.Admin}}
			hub.SetOrganization(o)
		}))
	})
	members, err := list(t.Context(), dial(t, hub, huggingface.WithPageSize(10)))
	if err != nil || len(members) != 30 {
		t.Errorf("%d members: %v", len(members), err)
	}
}
