package hubtest_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

// Every way of not taking the link as it stands must show.
func TestCursorIsOpaque(t *testing.T) {
	t.Parallel()
	members := hubtest.Members(26, 1)
	_, server := newAcme(t, members)
	next := ask(t, server, membersPath+"?limit=10", adminSecret).next()
	form := `^` + regexp.QuoteMeta(server.URL+membersPath) + `\?limit=10&cursor=[A-Za-z0-9+/]+=+%25$`
	if !regexp.MustCompile(form).MatchString(next) || !strings.Contains(next, "+") || !strings.Contains(next[len(server.URL+membersPath):], "/") {
		t.Errorf("Link: %s", next)
	}
	u, err := url.Parse(next)
	if err != nil {
		t.Fatal(err)
	}
	unescaped, err := url.PathUnescape(u.RawQuery)
	if err != nil {
		t.Fatal(err)
	}
	for name, query := range map[string]string{
		"encoded again": u.Query().Encode(),
		"unescaped":     unescaped,
		"another limit": strings.Replace(u.RawQuery, "limit=10", "limit=11", 1),
		"made up":       "limit=10&cursor=abc",
	} {
		got := ask(t, server, membersPath+"?"+query, adminSecret)
		if got.status != 400 || got.body != `{"error":"Invalid cursor"}` {
			t.Errorf("%s (%s): %d %.100s", name, query, got.status, got.body)
		}
	}
	got := decode[[]hubtest.Member](t, ask(t, server, next, adminSecret).body)
	if len(got) != 10 || got[0].User != members[10].User {
		t.Errorf("as it stands: %+v", got)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	_, server := newAcme(t, hubtest.Members(12, 1))
	for limit, status := range map[string]int{
		"10": 200, "10000": 200, "9": 400, "10001": 400, "": 400, "ten": 400, "-10": 400,
	} {
		if got := ask(t, server, membersPath+"?limit="+limit, adminSecret); got.status != status {
			t.Errorf("limit=%s: %d, want %d", limit, got.status, status)
		}
	}
}

func TestOrganizationIsACopy(t *testing.T) {
	t.Parallel()
	members := hubtest.Members(1, 1)
	_, server := newAcme(t, members)
	members[0].User = "bob"
	if got := ask(t, server, membersPath, adminSecret).body; strings.Contains(got, "bob") {
		t.Errorf("the list is %s", got)
	}
}
