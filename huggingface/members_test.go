package huggingface_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// seen is a member as the double has it, told in the client's terms.
func seen(m hubtest.Member, power hubtest.Power) string {
	if power == hubtest.Outsider {
		return fmt.Sprint(m.ID, m.User, m.Fullname, m.IsPro, "? ? ? ? ?")
	}
	if power == hubtest.Insider {
		return fmt.Sprint(m.ID, m.User, m.Fullname, m.IsPro, m.Role, " ? ? ? ?")
	}
	email := ""
	if m.VerifiedEmail != nil {
		email = *m.VerifiedEmail
	}
	var groups strings.Builder
	for _, g := range m.ResourceGroups {
		fmt.Fprint(&groups, g.ID, g.Name, g.NumUsers, g.Role, ";")
	}
	return fmt.Sprint(m.ID, m.User, m.Fullname, m.IsPro, m.Role, " ", m.TwoFaEnabled, " ", m.IsExternalCollaborator, " ", email, " ", groups.String())
}

func got(m huggingface.Member) string {
	s := fmt.Sprint(m.ID, m.Username, m.Fullname, m.Pro)
	s += show(m.Role) + " " + show(m.TwoFactor) + " " + show(m.External) + " " + show(m.VerifiedEmail) + " "
	groups, disclosed := m.ResourceGroups.Get()
	if !disclosed {
		return s + "?"
	}
	for _, g := range groups {
		s += fmt.Sprint(g.ID, g.Name, g.NumUsers, g.Role, ";")
	}
	return s
}

func show[T any](o huggingface.Optional[T]) string {
	if v, disclosed := o.Get(); disclosed {
		return fmt.Sprint(v)
	}
	return "?"
}

// Four pages of members with awkward names come through as they are, for each
// power of a token: what it may not see is undisclosed, and nothing else is.
func TestMembersAreWhatTheHubHas(t *testing.T) {
	truth := hubtest.Members(1723, 42)
	for power, name := range map[hubtest.Power]string{hubtest.Admin: "admin", hubtest.Insider: "insider", hubtest.Outsider: "outsider"} {
		t.Run(name, func(t *testing.T) {
			hub := hubtest.New()
			hub.SetOrganization(hubtest.Organization{Name: "acme", Members: truth, Tokens: map[string]hubtest.Power{secret: power}})
			pages := 0
			members, err := list(t.Context(), dial(t, hub), huggingface.OnPage(func(page int) { pages = page }))
			if err != nil {
				t.Fatal(err)
			}
			if pages != 4 || len(hub.Requests()) != 4 {
				t.Errorf("%d pages and %d requests, expected 4 of each", pages, len(hub.Requests()))
			}
			if len(members) != len(truth) {
				t.Fatalf("%d members, expected %d", len(members), len(truth))
			}
			for i := range truth {
				if g, w := got(members[i]), seen(truth[i], power); g != w {
					t.Fatalf("member %d:\n got %s\nwant %s", i, g, w)
				}
			}
		})
	}
}

func TestRequestsCarryWhatTheHubNeeds(t *testing.T) {
	hub := acme(hubtest.Members(25, 1))
	client := dial(t, hub, huggingface.WithPageSize(10), huggingface.WithUserAgent("huggingface_exporter/1.2.3"))
	if _, err := list(t.Context(), client); err != nil {
		t.Fatal(err)
	}
	for i, r := range hub.Requests() {
		if r.Token != secret || r.Page != i+1 || !strings.Contains(r.RawQuery, "limit=10") {
			t.Errorf("request %d is for page %d with query %q and the right token: %t", i+1, r.Page, r.RawQuery, r.Token == secret)
		}
		if agent, encoding := r.Header.Get("User-Agent"), r.Header.Get("Accept-Encoding"); agent != "huggingface_exporter/1.2.3" || encoding != "gzip" {
			t.Errorf("request %d has the user agent %q and asks for the encoding %q", i+1, agent, encoding)
		}
	}
}

func TestAMemberSeenTwiceCountsOnce(t *testing.T) {
	truth := hubtest.Members(40, 7)
	twice := append(slices.Clone(truth), truth[3], truth[12])
	members, err := list(t.Context(), dial(t, acme(twice)))
	if err != nil || len(members) != len(truth) {
		t.Errorf("%d members (%v), expected %d", len(members), err, len(truth))
	}
}

func TestDistinctDecidesWhatIsYielded(t *testing.T) {
	truth := hubtest.Members(40, 7)
	members, err := list(t.Context(), dial(t, acme(truth)), huggingface.Distinct(func(m huggingface.Member) bool {
		return m.Username != truth[5].User
	}))
	if err != nil || len(members) != 39 {
		t.Errorf("%d members (%v), expected 39", len(members), err)
	}
}

// An organization has an admin, so an empty list is a hidden one.
func TestAnEmptyListIsHidden(t *testing.T) {
	hub := acme(nil)
	err := mustFail(t, dial(t, hub))
	if huggingface.ErrorCode(err) != huggingface.CodeResponse || huggingface.KindOf(err) != huggingface.KindHiddenList || len(hub.Requests()) != 1 {
		t.Errorf("%s after %d requests: %v", huggingface.KindOf(err), len(hub.Requests()), err)
	}
}

// Members who left since the last link was made may leave the last page empty.
func TestAnEmptyLastPageIsTheEnd(t *testing.T) {
	hub := acme(hubtest.Members(20, 1))
	hub.Fault(hubtest.Match{Page: 2}, hubtest.Body("application/json", []byte("[]")))
	members, err := list(t.Context(), dial(t, hub, huggingface.WithPageSize(10)))
	if err != nil || len(members) != 10 {
		t.Errorf("%d members: %v", len(members), err)
	}
}

// The request for a page leaves before the page in front of it was read.
func TestOnePageIsAskedForAhead(t *testing.T) {
	hub := acme(hubtest.Members(50, 1))
	var arrived atomic.Int32
	counted := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		arrived.Add(1)
		hub.ServeHTTP(w, r)
	})
	client := inBubble(t, counted, huggingface.WithPageSize(10))
	synctest.Test(t, func(t *testing.T) {
		n := 0
		for _, err := range client.Members(t.Context(), "acme") {
			if err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			if page := int32(n / 10); arrived.Load() != min(page+2, 5) {
				t.Fatalf("at member %d, %d requests have arrived", n, arrived.Load())
			}
			n++
		}
	})
}

// A caller who stops leaves nothing behind: goleak would see it.
func TestStoppingEndsTheListing(t *testing.T) {
	hub := acme(hubtest.Members(100, 1))
	for _, err := range dial(t, hub, huggingface.WithPageSize(10)).Members(t.Context(), "acme") {
		if err != nil {
			t.Error(err)
		}
		break
	}
	if n := len(hub.Requests()); n > 2 {
		t.Errorf("%d requests for one member", n)
	}
}

func TestCancelingEndsAHangingListing(t *testing.T) {
	hub := acme(hubtest.Members(100, 1))
	hub.Fault(hubtest.Match{Page: 2}, hubtest.Hang())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	var err error
	for _, err = range dial(t, hub, huggingface.WithPageSize(10)).Members(ctx, "acme") {
		if n++; n == 10 {
			cancel()
		}
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the last error is %v after %d members", err, n)
	}
}

// What a failure on any page yields is an error, once, and last.
func TestAFailedPageFailsTheListing(t *testing.T) {
	hub := acme(hubtest.Members(45, 1))
	hub.Fault(hubtest.Match{Page: 3}, hubtest.Status(http.StatusForbidden, "no"))
	n, failures := 0, 0
	for _, err := range dial(t, hub, huggingface.WithPageSize(10)).Members(t.Context(), "acme") {
		if failures > 0 {
			t.Error("there is something after the error")
		}
		if err != nil {
			failures++
			continue
		}
		n++
	}
	if n != 20 || failures != 1 {
		t.Errorf("%d members and %d errors, expected 20 and 1", n, failures)
	}
	if last := slices.MaxFunc(hub.Requests(), func(a, b hubtest.Request) int { return cmp.Compare(a.Page, b.Page) }); last.Page != 3 {
		t.Errorf("page %d was asked for after the failure", last.Page)
	}
}

// Only what is wrong with the list makes it endless; each kind is noticed.
func TestAListThatNeverEndsFails(t *testing.T) {
	for name, fault := range map[string]hubtest.Fault{
		"the same cursor again": hubtest.LoopingCursor(),
		"ever new cursors":      hubtest.EndlessDuplicates(),
	} {
		t.Run(name, func(t *testing.T) {
			hub := acme(hubtest.Members(45, 1))
			hub.Fault(hubtest.Match{}, fault)
			err := mustFail(t, dial(t, hub))
			if code := huggingface.ErrorCode(err); code != huggingface.CodeResponse || !strings.Contains(err.Error(), "never ends") {
				t.Errorf("code %s: %v", code, err)
			}
		})
	}
}

// The bound is on the decoded body, so a small one that grows is noticed too.
func TestATooLargePageFails(t *testing.T) {
	hub := acme(nil)
	hub.Fault(hubtest.Match{}, hubtest.GzipBomb(2<<20+1))
	client := dial(t, hub)
	if bound := huggingface.SetMaxBody(client, 2<<20); bound != 64<<20 {
		t.Errorf("the bound is %d bytes", bound)
	}
	err := mustFail(t, client)
	if huggingface.ErrorCode(err) != huggingface.CodeResponse || !strings.Contains(err.Error(), "larger than 2 MiB") {
		t.Error(err)
	}
}

func TestNamesThatAreNoOrganizationAskNobody(t *testing.T) {
	hub := acme(nil)
	client := dial(t, hub)
	for _, name := range []string{"", "..", "a/b", "a b", "a?b", "é"} {
		for _, err := range client.Members(t.Context(), name) {
			if err == nil {
				t.Errorf("%q was read", name)
			}
		}
	}
	if n := len(hub.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestSlowReadersHaveAllTheTimeTheyWant(t *testing.T) {
	hub := acme(hubtest.Members(30, 1))
	server := httptest.NewServer(hub)
	defer server.Close()
	client := newClient(t, huggingface.StaticToken(secret, "the test"), huggingface.WithEndpoint(server.URL),
		huggingface.WithHTTPClient(server.Client()), huggingface.WithPageSize(10), huggingface.WithRequestTimeout(200*time.Millisecond))
	n := 0
	for _, err := range client.Members(t.Context(), "acme") {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%10 == 1 {
			time.Sleep(250 * time.Millisecond) // longer than the request timeout
		}
	}
	if n != 30 {
		t.Errorf("%d members", n)
	}
}
