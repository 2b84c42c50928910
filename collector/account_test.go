package collector_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

var accountNames = []string{
	"huggingface_organization_plan_info", "huggingface_organization_subscription_end_timestamp_seconds",
	"huggingface_organization_access_restricted", "huggingface_token_info", "huggingface_token_expiry_timestamp_seconds",
}

func (f *fixture) account(names ...string) {
	for _, name := range names {
		f.Hub.SetOrganization(hubtest.Organization{
			Name: name, Plan: "enterprise", PeriodEnd: time.Unix(2_000_000_000, 0), Restrictions: []string{"sso", "quantum"}, Members: hubtest.Members(3, 1),
			Tokens: map[string]hubtest.Power{"secret": hubtest.Admin, "other": hubtest.Admin, "outsider": hubtest.Outsider},
		})
	}
	f.Hub.SetToken("secret", hubtest.Token{
		Name: "exporter", Role: "fineGrained", ExpiresAt: time.Unix(1_900_000_000, 0), User: "ann",
		Permissions: map[string][]string{"acme": {"org.read"}, "globex": {"org.write"}},
	})
	f.Hub.SetToken("other", hubtest.Token{Name: "other", Role: "read", User: "bob"})
	f.Hub.SetToken("outsider", hubtest.Token{Name: "outsider", Role: "write", User: "eve"})
}

func TestAccountMetrics(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.account("acme", "globex")
		f.apply(f.target("acme", "secret"))
		f.want(map[string]float64{
			`huggingface_organization_plan_info{organization="acme",plan="enterprise"}`:                      1,
			`huggingface_organization_subscription_end_timestamp_seconds{organization="acme"}`:               2_000_000_000,
			`huggingface_organization_access_restricted{organization="acme",restriction="mfa"}`:              0,
			`huggingface_organization_access_restricted{organization="acme",restriction="token-policy"}`:     0,
			`huggingface_organization_access_restricted{organization="acme",restriction="token-revoked"}`:    0,
			`huggingface_organization_access_restricted{organization="acme",restriction="sso"}`:              1,
			`huggingface_organization_access_restricted{organization="acme",restriction="ip"}`:               0,
			`huggingface_organization_access_restricted{organization="acme",restriction="quantum"}`:          1,
			`huggingface_token_info{organization="acme",organization_role="admin",token_role="fineGrained"}`: 1,
			`huggingface_token_expiry_timestamp_seconds{organization="acme"}`:                                1_900_000_000,
		})
		a := f.Status()[0].Account
		if a == nil || a.Plan != "enterprise" || a.TokenExpiry.Unix() != 1_900_000_000 || a.Role != huggingface.RoleAdmin {
			t.Errorf("the status has the account %+v", a)
		}
		if permissions, _ := a.Permissions.Get(); !slices.Equal(permissions, []string{"org.read"}) {
			t.Errorf("the permissions in acme are %v", permissions)
		}
	})
}

// What the Hub does not tell an outsider is absent, and not made up.
func TestAccountOfAnOutsider(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.account("acme")
		f.apply(f.target("acme", "outsider"))
		got := f.Series().Only(accountNames...)
		if len(got) != 1 || got[`huggingface_token_info{organization="acme",organization_role="unknown",token_role="write"}`] != 1 {
			t.Errorf("the account is %v", got)
		}
	})
}

func TestAccountIsReadHourlyPerToken(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.account("acme", "globex", "initech")
		f.apply(f.target("acme", "secret"), f.target("globex", "secret"), f.target("initech", "other"), f.target("umbrella", ""))
		if n := f.whoamis(); n != 2 {
			t.Errorf("whoami was asked %d times for two tokens", n)
		}
		pass(59 * time.Minute)
		if n := f.whoamis(); n != 2 {
			t.Errorf("whoami was asked %d times in the first hour", n)
		}
		pass(4 * time.Hour)
		if n := f.whoamis(); n < 8 || n > 10 {
			t.Errorf("whoami was asked %d times for two tokens in five hours", n)
		}
		if n := len(f.Series().Only("huggingface_token_info")); n != 3 {
			t.Errorf("%d organizations have an account, want 3", n)
		}
	})
}

// The Hub's word on the token or on its rate limit stands for an hour. Other
// failures say nothing of it, so the question is repeated within minutes.
func TestAccountFailure(t *testing.T) {
	for code, want := range map[int]int{401: 1, 429: 1, 403: 6, 500: 6} { // at 0, 1, 3, 7, 15 and 31 minutes
		t.Run(strconv.Itoa(code), func(t *testing.T) {
			bubble(t, everything, func(t *testing.T, f *fixture) {
				f.account("acme")
				remove := f.Hub.Fault(hubtest.Match{Path: "whoami"}, hubtest.Status(code, "Not today"))
				target := f.target("acme", "secret")
				target.Interval = time.Hour             // The account does not depend on the scrapes.
				target.Timeout = 100 * time.Millisecond // So no question is retried.
				f.apply(target)
				pass(59 * time.Minute)
				if n := f.whoamis(); n != want {
					t.Errorf("whoami was asked %d times in an hour, want %d", n, want)
				}
				f.want(map[string]float64{
					fmt.Sprintf(`huggingface_collector_errors_total{code="%d",collector="account",organization="acme"}`, code): float64(want),
					`huggingface_collector_errors_total{code="503",collector="account",organization="acme"}`:                   0,
					fmt.Sprintf(`huggingface_scrape_errors_total{code="%d",organization="acme"}`, code):                        0,
					`huggingface_up{organization="acme"}`:                                                                      1,
				})
				if got := f.Series().Only(accountNames...); len(got) != 0 {
					t.Errorf("made up: %v", got)
				}
				if lines := f.logs.lines("level=warn", "account", "Not today"); len(lines) != 1 {
					t.Errorf("want the failure once in the log, have %d lines: %s", len(lines), f.logs)
				}
				remove()
				pass(66 * time.Minute)
				if got := f.Series().Only(accountNames...); len(got) == 0 {
					t.Error("the account is not read an hour later")
				}
			})
		})
	}
}

// A scrape that fails says why only together with the account's restrictions.
func TestAccountIsReadAfterFailedScrapes(t *testing.T) {
	bubble(t, everything, func(_ *testing.T, f *fixture) {
		f.account("acme")
		f.Hub.Fault(hubtest.Match{Path: "members"}, hubtest.Status(403, "SSO is required"))
		f.apply(f.target("acme", "secret"))
		f.want(map[string]float64{
			`huggingface_up{organization="acme"}`:                                               0,
			`huggingface_organization_access_restricted{organization="acme",restriction="sso"}`: 1,
		})
	})
}

func TestAccountOfAReplacedTokenIsForgotten(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.account("acme")
		token := newTokens("secret")
		f.apply(f.targetWith("acme", token))
		pass(time.Second)
		f.Hub.Fault(hubtest.Match{Path: "whoami", Times: 1}, hubtest.Status(403, "Not today"))
		token.Replace("other")
		pass(2 * time.Minute)
		if got := f.Series().Only(accountNames...); len(got) != 0 {
			t.Errorf("the account of the old token is still shown: %v", got)
		}
		pass(time.Hour)
		f.want(map[string]float64{
			`huggingface_token_info{organization="acme",organization_role="admin",token_role="read"}`: 1,
			`huggingface_token_expiry_timestamp_seconds{organization="acme"}`:                         absent,
		})
	})
}

func TestOldAccountVanishes(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.account("acme")
		f.apply(f.target("acme", "secret"))
		f.Hub.Fault(hubtest.Match{Path: "whoami"}, hubtest.Status(500, "Oops"))
		pass(2 * time.Hour)
		if got := f.Series().Only(accountNames...); len(got) == 0 {
			t.Error("the account is gone too early")
		}
		pass(time.Second)
		if got := f.Series().Only(accountNames...); len(got) != 0 || f.Status()[0].Account != nil {
			t.Errorf("an account of two hours ago is shown: %v", got)
		}
	})
}

func TestNoAccountUnlessAskedFor(t *testing.T) {
	opts := everything
	opts.Account = false
	bubble(t, opts, func(t *testing.T, f *fixture) {
		f.account("acme")
		f.apply(f.target("acme", "secret"))
		pass(3 * time.Hour)
		if n := f.whoamis(); n != 0 {
			t.Errorf("whoami was asked %d times", n)
		}
		if got := f.Series().Only(accountNames...); len(got) != 0 {
			t.Errorf("made up: %v", got)
		}
		f.want(map[string]float64{`huggingface_collector_errors_total{code="401",collector="account",organization="acme"}`: absent})
	})
}

// Whichever organization asks, the account of each of them is unreadable.
func TestAccountFailureOfASharedToken(t *testing.T) {
	bubble(t, everything, func(_ *testing.T, f *fixture) {
		f.account("acme", "globex")
		f.Hub.Fault(hubtest.Match{Path: "whoami"}, hubtest.Status(401, "Invalid credentials in Authorization header"))
		f.apply(f.target("acme", "secret"), f.target("globex", "secret"))
		pass(150 * time.Minute)
		f.want(map[string]float64{
			`huggingface_collector_errors_total{code="401",collector="account",organization="acme"}`:   3,
			`huggingface_collector_errors_total{code="401",collector="account",organization="globex"}`: 3,
		})
	})
}

// An organization that is removed while it asks for the account leaves the
// asking to another with the same token.
func TestAnotherAsksWhenTheFirstIsRemoved(t *testing.T) {
	bubble(t, everything, func(_ *testing.T, f *fixture) {
		f.account("acme", "globex")
		f.Hub.Fault(hubtest.Match{Path: "whoami", Times: 1}, hubtest.Hang())
		acme, globex := f.target("acme", "secret"), f.target("globex", "secret")
		f.apply(acme)
		f.apply(globex)
		pass(2 * time.Minute)
		f.want(map[string]float64{`huggingface_organization_plan_info{organization="globex",plan="enterprise"}`: 1})
	})
}

// An answer about another token than the scrape's, which was replaced in the
// meantime, is not taken for the scrape's.
func TestTokenReplacedBeforeTheAccountIsRead(t *testing.T) {
	bubble(t, everything, func(t *testing.T, f *fixture) {
		f.account("acme")
		token := newTokens("secret")
		f.Hub.Fault(hubtest.Match{Path: "members", Times: 1}, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
			token.Replace("other")
			next.ServeHTTP(w, r)
		})
		f.apply(f.targetWith("acme", token))
		if got := f.Series().Only(accountNames...); len(got) != 0 {
			t.Errorf("the account of another token is shown: %v", got)
		}
		pass(2 * time.Minute)
		f.want(map[string]float64{`huggingface_token_info{organization="acme",organization_role="admin",token_role="read"}`: 1})
	})
}
