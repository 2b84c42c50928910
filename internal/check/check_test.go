package check_test

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/check"
)

func TestAllIsWell(t *testing.T) {
	hub := acme()
	renewal := time.Date(2099, 1, 2, 3, 4, 5, 0, time.UTC)
	hub.SetOrganization(hubtest.Organization{
		Name: "acme", Plan: "enterprise", PeriodEnd: renewal, Members: hubtest.Members(25, 1),
		Tokens: map[string]hubtest.Power{secret: hubtest.Admin},
	})
	expiry := time.Date(2098, 1, 2, 3, 4, 5, 0, time.UTC)
	hub.SetToken(secret, hubtest.Token{Role: "read", User: "ann", ExpiresAt: expiry})
	o := run(t.Context(), subject(t, serve(t, hub), "acme", token()))

	if !o.OK || len(o.Problems) > 0 {
		t.Errorf("problems: %+v", o.Problems)
	}
	if o.Token == nil || !o.Token.Valid || o.Token.Source != "HF_TOKEN" || o.Token.Owner != "ann" || o.Token.Role != "read" || !o.Token.Expiry.Equal(expiry) {
		t.Errorf("the token is %+v", o.Token)
	}
	if a := o.Account; a == nil || !a.Member || a.Role != "admin" || a.Plan != "enterprise" || !a.PeriodEnd.Equal(renewal) || a.Restrictions == nil {
		t.Errorf("the account is %+v", a)
	}
	if o.Members == nil || o.Members.Count != 25 || o.Members.Pages != 3 || o.Members.Seconds <= 0 {
		t.Errorf("the members are %+v", o.Members)
	}
	for _, f := range o.Fields {
		if f.Disclosed != 25 || f.Undisclosed != 0 || len(f.Metrics) == 0 {
			t.Errorf("field %+v", f)
		}
	}
	if len(o.RateLimits) != 1 || o.RateLimits[0].Bucket != "api" || o.RateLimits[0].Limit == 0 || o.RateLimits[0].Remaining != o.RateLimits[0].Limit-5 {
		t.Errorf("five requests leave %+v", o.RateLimits)
	}
}

func TestUndisclosedFields(t *testing.T) {
	members := hubtest.Members(25, 1)
	members[3].Omit = []string{"twoFaEnabled"}
	members[4].Omit = []string{"twoFaEnabled", "role"}
	for name, row := range map[string]struct {
		power hubtest.Power
		// as they come: role, two_factor, external_collaborator,
		// verified_email, resource_groups
		want   [5]int
		advice string
	}{
		"insider":  {hubtest.Insider, [5]int{1, 25, 25, 25, 25}, "token of an admin"},
		"outsider": {hubtest.Outsider, [5]int{25, 25, 25, 25, 25}, "token of an admin"},
		"admin":    {hubtest.Admin, [5]int{1, 2, 0, 0, 0}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			hub := acme()
			hub.SetOrganization(hubtest.Organization{
				Name: "acme", Members: members, Tokens: map[string]hubtest.Power{secret: row.power},
			})
			o := run(t.Context(), subject(t, serve(t, hub), "acme", token()))
			for i, f := range o.Fields {
				if f.Undisclosed != row.want[i] || f.Disclosed != 25-row.want[i] {
					t.Errorf("%s is undisclosed for %d and disclosed for %d, want %d undisclosed of 25", f.Name, f.Undisclosed, f.Disclosed, row.want[i])
				}
			}
			if !o.OK || !slices.Contains(kinds(o, check.Warning), "fields-undisclosed") {
				t.Fatalf("ok is %t, problems are %+v", o.OK, o.Problems)
			}
			for _, p := range o.Problems {
				if p.Kind == "fields-undisclosed" && (!strings.Contains(strings.Join(p.Steps, " "), row.advice) || row.advice == "" && len(p.Steps) > 0) {
					t.Errorf("advice is %q", p.Steps)
				}
			}
			if (o.Groups == nil) != (row.power != hubtest.Admin) {
				t.Errorf("resource groups are %+v", o.Groups)
			}
		})
	}
}

func TestHiddenGroupMembers(t *testing.T) {
	members := hubtest.Members(3, 1)
	group := func(id string, users int) hubtest.ResourceGroup {
		return hubtest.ResourceGroup{ID: id, Name: "group " + id, NumUsers: users, Role: "read"}
	}
	members[0].ResourceGroups = []hubtest.ResourceGroup{group("a", 9), group("b", 1)}
	members[1].ResourceGroups = []hubtest.ResourceGroup{group("a", 9)}
	members[2].ResourceGroups = nil
	o := run(t.Context(), subject(t, serve(t, acme(members...)), "acme", token()))
	want := check.HiddenGroup{ID: "a", Name: "group a", Visible: 2, Reported: 9}
	if o.Groups == nil || o.Groups.Count != 2 || !slices.Equal(o.Groups.Hidden, []check.HiddenGroup{want}) {
		t.Errorf("got %+v, want of 2 groups %+v", o.Groups, want)
	}
	if got := kinds(o, check.Warning); !slices.Equal(got, []huggingface.Kind{"members-hidden"}) {
		t.Errorf("warnings are %q", got)
	}
}

func TestWarnings(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*hubtest.Hub)
		source huggingface.TokenSource
		want   []huggingface.Kind
	}{
		"token expires soon": {func(h *hubtest.Hub) {
			h.SetToken(secret, hubtest.Token{Role: "read", User: "ann", ExpiresAt: time.Now().Add(13 * 24 * time.Hour)})
		}, token(), []huggingface.Kind{"token-expiring"}},
		"token expires later": {func(h *hubtest.Hub) {
			h.SetToken(secret, hubtest.Token{Role: "read", User: "ann", ExpiresAt: time.Now().Add(15 * 24 * time.Hour)})
		}, token(), nil},
		"account cannot be asked": {func(h *hubtest.Hub) {
			h.Fault(hubtest.Match{Path: "whoami"}, hubtest.RateLimited(0, time.Hour))
		}, token(), []huggingface.Kind{huggingface.KindRateLimitedWhoAmI}},
		"restricted": {func(h *hubtest.Hub) {
			h.SetOrganization(hubtest.Organization{
				Name: "acme", Members: hubtest.Members(3, 1), Restrictions: []string{"ip", "sso"},
				Tokens: map[string]hubtest.Power{secret: hubtest.Admin},
			})
		}, token(), []huggingface.Kind{"token-restricted", "token-restricted"}},
		"members hidden": {func(h *hubtest.Hub) {
			h.SetOrganization(hubtest.Organization{
				Name: "acme", Members: hubtest.Members(3, 1), HiddenMembers: 2, Tokens: map[string]hubtest.Power{secret: hubtest.Admin},
			})
		}, token(), []huggingface.Kind{"members-unlisted"}},
		"overview cannot be read": {func(h *hubtest.Hub) {
			h.Fault(hubtest.Match{Path: "overview"}, hubtest.Status(404, "Not found"))
		}, token(), []huggingface.Kind{"overview-unreadable"}},
		"another's token": {func(h *hubtest.Hub) {
			h.SetOrganization(hubtest.Organization{Name: "acme", Members: hubtest.Members(3, 1), Public: true})
		}, token(), []huggingface.Kind{"fields-undisclosed", "not-a-member"}},
		"no token": {func(h *hubtest.Hub) {
			h.SetOrganization(hubtest.Organization{Name: "acme", Members: hubtest.Members(3, 1), Public: true})
		}, huggingface.NoToken(), []huggingface.Kind{"fields-undisclosed", "token-missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			hub := acme(hubtest.Members(3, 1)...)
			row.change(hub)
			o := run(t.Context(), subject(t, serve(t, hub), "acme", row.source))
			if got := kinds(o, check.Warning); !o.OK || !slices.Equal(got, row.want) {
				t.Errorf("ok is %t, warnings are %q, want %q", o.OK, got, row.want)
			}
			for _, p := range o.Problems {
				if p.Cause == "" || len(p.Steps) == 0 {
					t.Errorf("no cause or no steps: %+v", p)
				}
			}
		})
	}
}

// A failure of the account that has the same reason as that of the members is
// told once.
func TestOneReasonIsToldOnce(t *testing.T) {
	hub := acme()
	hub.RevokeToken(secret)
	o := run(t.Context(), subject(t, serve(t, hub), "acme", token()))
	if len(o.Problems) != 1 || o.Problems[0].Kind != huggingface.KindTokenInvalid {
		t.Errorf("problems are %+v", o.Problems)
	}
}

// A token that is replaced during the check is asked about under its new value.
func TestTokenIsReplaced(t *testing.T) {
	var asked atomic.Int32
	source := huggingface.TokenSourceFunc(func(context.Context) (huggingface.Token, error) {
		if asked.Add(1) == 1 {
			return huggingface.NewToken("hf_old", "HF_TOKEN")
		}
		return huggingface.NewToken(secret, "HF_TOKEN")
	})
	o := run(t.Context(), subject(t, serve(t, acme()), "acme", source))
	if len(o.Problems) > 0 || o.Token == nil || o.Token.Owner != "ann" {
		t.Errorf("problems: %+v, the token is %+v", o.Problems, o.Token)
	}
}

// Organizations keep their order, share the question whose the token is, and
// do not wait for one that hangs.
func TestSeveralOrganizations(t *testing.T) {
	hub := acme()
	names := []string{"zeta", "acme", "alpha", "nowhere"}
	for _, name := range []string{"zeta", "alpha"} {
		hub.SetOrganization(hubtest.Organization{Name: name, Members: hubtest.Members(5, 2), Tokens: map[string]hubtest.Power{secret: hubtest.Admin}})
	}
	hub.Fault(hubtest.Match{Organization: "zeta"}, hubtest.Hang())
	address := serve(t, hub)
	var subjects []*check.Subject
	for _, name := range names {
		subjects = append(subjects, subject(t, address, name, token()))
	}
	subjects[0].Timeout = 200 * time.Millisecond
	r := check.Run(t.Context(), subjects, nil)
	if r.OK() {
		t.Error("two of four fail, and the report is well")
	}
	for i, want := range []struct {
		ok   bool
		kind huggingface.Kind
	}{{false, huggingface.KindTimeout}, {true, ""}, {true, ""}, {false, huggingface.KindNotFound}} {
		o := r.Organizations[i]
		if o.Name != names[i] || o.OK != want.ok || !want.ok && !slices.Equal(kinds(o, check.Failure), []huggingface.Kind{want.kind}) {
			t.Errorf("organization %d is %s, ok %t, %+v", i, o.Name, o.OK, o.Problems)
		}
	}
	asked := 0
	for _, request := range hub.Requests() {
		if strings.Contains(request.Path, "whoami") {
			asked++
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times whose the token is, want once", asked)
	}
}
