package hubtest_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

func TestPages(t *testing.T) {
	t.Parallel()
	_, server := newAcme(t, hubtest.Members(1723, 1))
	var sizes []int
	var users []string
	for next := server.URL + membersPath; next != ""; {
		got := ask(t, server, next, adminSecret)
		page := got.users(t)
		sizes = append(sizes, len(page))
		users = append(users, page...)
		next = got.next()
	}
	if !slices.Equal(sizes, []int{500, 500, 500, 223}) {
		t.Errorf("pages of %v", sizes)
	}
	if slices.Sort(users); len(slices.Compact(users)) != 1723 {
		t.Errorf("%d different members, want 1723", len(slices.Compact(users)))
	}
}

func TestLastPageHasNoLink(t *testing.T) {
	t.Parallel()
	_, server := newAcme(t, named(letters()[:20]...))
	if link := ask(t, server, membersPath+"?limit=20", adminSecret).header.Get("Link"); link != "" {
		t.Errorf("20 members in a page of 20 link to %s", link)
	}
	first := ask(t, server, membersPath+"?limit=19", adminSecret)
	link := first.header.Get("Link")
	form := `^<` + regexp.QuoteMeta(server.URL+membersPath) + `\?limit=19&cursor=[A-Za-z0-9+/]+=+%25>; rel="next"$`
	if !regexp.MustCompile(form).MatchString(link) || !strings.Contains(link, "+") || !strings.Contains(link, "/") {
		t.Errorf("Link: %s", link)
	}
	if got := ask(t, server, first.next(), adminSecret).users(t); !slices.Equal(got, []string{"t"}) {
		t.Errorf("the second page has %v", got)
	}
}

func TestLinkHasTheSchemeOfTheRequest(t *testing.T) {
	t.Parallel()
	hub := hubtest.New()
	hub.SetOrganization(acme(named(letters()...)))
	server := hubtest.NewTLSServer(hub)
	t.Cleanup(server.Close)
	next := ask(t, server, membersPath+"?limit=20", adminSecret).next()
	if !strings.HasPrefix(next, server.URL+"/") || !strings.HasPrefix(next, "https://") {
		t.Fatalf("%s links to %s", server.URL, next)
	}
	if got := strings.Join(ask(t, server, next, adminSecret).users(t), ""); got != "uvwxyz" {
		t.Errorf("the second page is %q", got)
	}
}

// Every way of not taking the link as it stands must show.
func TestCursorIsOpaque(t *testing.T) {
	t.Parallel()
	_, server := newAcme(t, named(letters()...))
	next := ask(t, server, membersPath+"?limit=10", adminSecret).next()
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
	if got := ask(t, server, next, adminSecret); got.status != 200 {
		t.Errorf("as it stands: %d %s", got.status, got.body)
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

func TestMembersComeAndGoBetweenPages(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func([]hubtest.Member) []hubtest.Member
		want   string // the second page
	}{
		"none":                  {func(m []hubtest.Member) []hubtest.Member { return m }, "klmnopqrst"},
		"one joins before":      {func(m []hubtest.Member) []hubtest.Member { return slices.Insert(m, 2, named("X")...) }, "klmnopqrst"},
		"one before leaves":     {func(m []hubtest.Member) []hubtest.Member { return slices.Delete(m, 2, 3) }, "klmnopqrst"},
		"the last seen leaves":  {func(m []hubtest.Member) []hubtest.Member { return slices.Delete(m, 9, 10) }, "klmnopqrst"},
		"all but two leave":     {func(m []hubtest.Member) []hubtest.Member { return m[:2] }, ""},
		"the first comes again": {func(m []hubtest.Member) []hubtest.Member { return append(m, m[0]) }, "klmnopqrst"},
	} {
		members := named(letters()...)
		hub, server := newAcme(t, members)
		next := ask(t, server, membersPath+"?limit=10", adminSecret).next()
		hub.SetOrganization(acme(test.change(slices.Clone(members))))
		if got := strings.Join(ask(t, server, next, adminSecret).users(t), ""); got != test.want {
			t.Errorf("%s: the second page is %q, want %q", name, got, test.want)
		}
	}
}

func TestMemberListedTwiceIsNoLoop(t *testing.T) {
	t.Parallel()
	members := named(letters()...)
	members[19] = members[3] // the last of the second page was on the first
	_, server := newAcme(t, members)
	second := ask(t, server, ask(t, server, membersPath+"?limit=10", adminSecret).next(), adminSecret)
	if got := strings.Join(second.users(t), ""); got != "klmnopqrsd" {
		t.Errorf("the second page is %q", got)
	}
	third := ask(t, server, second.next(), adminSecret)
	if got := strings.Join(third.users(t), ""); got != "uvwxyz" || third.next() != "" {
		t.Errorf("the third page is %q, and links to %q", got, third.next())
	}
}

func TestOrganizationIsACopy(t *testing.T) {
	t.Parallel()
	members := named("ann")
	_, server := newAcme(t, members)
	members[0].User = "bob"
	if got := ask(t, server, membersPath, adminSecret).users(t); !slices.Equal(got, []string{"ann"}) {
		t.Errorf("the list is %v", got)
	}
}

func TestGzip(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, hubtest.Members(50, 1))
	for _, on := range []bool{true, false} {
		hub.SetGzip(on)
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+membersPath, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+adminSecret)
		response, err := server.Client().Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.Uncompressed != on {
			t.Errorf("SetGzip(%v): compressed is %v", on, response.Uncompressed)
		}
	}
	if got := ask(t, server, membersPath, adminSecret).users(t); len(got) != 50 {
		t.Errorf("%d members", len(got))
	}
}

func TestOnlyGet(t *testing.T) {
	t.Parallel()
	_, server := newAcme(t, nil)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodDelete, server.URL+membersPath, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("DELETE: %s", response.Status)
	}
}
