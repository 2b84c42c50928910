package hubtest_test

import (
	"net/http"
	"slices"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

func TestMatch(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		match hubtest.Match
		want  []int // of acme's pages 1, 2, whoami, globex, and acme's page 1
	}{
		"everything":    {hubtest.Match{}, []int{418, 418, 418, 418, 418}},
		"organization":  {hubtest.Match{Organization: "globex"}, []int{200, 200, 200, 418, 200}},
		"page":          {hubtest.Match{Page: 2}, []int{200, 418, 200, 200, 200}},
		"members":       {hubtest.Match{Path: "members"}, []int{418, 418, 200, 418, 418}},
		"whoami":        {hubtest.Match{Path: "whoami"}, []int{200, 200, 418, 200, 200}},
		"times":         {hubtest.Match{Times: 2}, []int{418, 418, 200, 200, 200}},
		"after":         {hubtest.Match{After: 3}, []int{200, 200, 200, 418, 418}},
		"all of it":     {hubtest.Match{Organization: "acme", Page: 1, Path: "members", After: 1, Times: 1}, []int{200, 200, 200, 200, 418}},
		"nothing there": {hubtest.Match{Organization: "umbrella"}, []int{200, 200, 200, 200, 200}},
	} {
		hub, server := newAcme(t, hubtest.Members(12, 1))
		hub.SetOrganization(hubtest.Organization{Name: "globex", Public: true})
		next := ask(t, server, membersPath+"?limit=10", adminSecret).next()
		remove := hub.Fault(test.match, hubtest.Status(http.StatusTeapot, "teapot"))
		paths := []string{membersPath, next, "/api/whoami-v2", "/api/organizations/globex/members", membersPath}
		for i, path := range paths {
			if got := ask(t, server, path, adminSecret); got.status != test.want[i] {
				t.Errorf("%s: %s answers %d, want %d", name, path, got.status, test.want[i])
			}
		}
		remove()
		for _, path := range paths {
			if got := ask(t, server, path, adminSecret); got.status != 200 {
				t.Errorf("%s: %s answers %d after the fault was removed", name, path, got.status)
			}
		}
	}
}

func TestFaultsWrapEachOther(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, hubtest.Members(12, 1))
	hub.Fault(hubtest.Match{Times: 2}, hubtest.Status(500, "first"))
	hub.Fault(hubtest.Match{Times: 1}, hubtest.Status(503, "second"))
	hub.Fault(hubtest.Match{}, hubtest.NextLink("<elsewhere>"))
	hub.Fault(hubtest.Match{}, hubtest.ShortBody(1))
	var got []int
	for range 4 {
		got = append(got, ask(t, server, membersPath, adminSecret).status)
	}
	if !slices.Equal(got, []int{500, 500, 503, 200}) {
		t.Errorf("answers: %v", got)
	}
	if got := ask(t, server, membersPath, adminSecret); got.header.Get("Link") != "<elsewhere>" || got.body != "[" {
		t.Errorf("Link %q, body %q", got.header.Get("Link"), got.body)
	}
}
