package advice_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	hf "huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/advice"
)

func forbidden(message string) error { return &hf.APIError{StatusCode: 403, Message: message} }

// restricted is a member's account with these restrictions.
func restricted(tokenRole string, restrictions ...string) *hf.Account {
	return &hf.Account{Owner: "ann", Member: true, Role: hf.RoleRead, TokenRole: tokenRole, Restrictions: hf.Disclosed(restrictions)}
}

// What whoami says comes before a guess from the words of a message, but not
// before a documented message.
func TestTheAccountNamesTheReasonOfARefusal(t *testing.T) {
	for name, row := range map[string]struct {
		err     error
		account *hf.Account
		want    hf.Kind
	}{
		"documented pending":          {forbidden(hubtest.MessagePending), restricted("read", "ip"), hf.KindTokenPending},
		"documented revoked":          {forbidden(hubtest.MessageRevoked), restricted("read", "sso"), hf.KindTokenRevoked},
		"no words, one restriction":   {forbidden("Forbidden"), restricted("read", "sso"), hf.KindSSORequired},
		"no words, no restriction":    {forbidden("Forbidden"), restricted("read"), hf.KindForbidden},
		"no words, two restrictions":  {forbidden("Forbidden"), restricted("read", "ip", "token-revoked"), hf.KindTokenRevoked},
		"words of a restriction":      {forbidden("Your IP is not welcome"), restricted("read", "sso", "ip"), hf.KindIPRestricted},
		"words of no restriction":     {forbidden("Sign in with SSO"), restricted("read", "ip"), hf.KindIPRestricted},
		"policy, token of that type":  {forbidden("Only fine-grained tokens"), restricted("fineGrained"), hf.KindForbidden},
		"policy, another type":        {forbidden("Only fine-grained tokens"), restricted("write"), hf.KindTokenPolicy},
		"restricted by the policy":    {forbidden("Forbidden"), restricted("write", "token-policy"), hf.KindTokenPolicy},
		"pending by the policy":       {forbidden("Forbidden"), restricted("fineGrained", "token-policy"), hf.KindTokenPending},
		"words for admins, an admin":  {forbidden("You must be an admin"), &hf.Account{Member: true, Role: hf.RoleAdmin}, hf.KindForbidden},
		"unknown account":             {forbidden("You must be an admin"), nil, hf.KindNotAdmin},
		"an answer of something else": {&hf.APIError{StatusCode: 403, Foreign: true}, restricted("read", "sso"), hf.KindNotHub},
		"a restriction, but not 403":  {&hf.APIError{StatusCode: 404}, restricted("read", "sso"), hf.KindNotFound},
	} {
		if d := advice.Diagnose(row.err, row.account); d.Kind != row.want || d.Cause == "" || len(d.Steps) == 0 {
			t.Errorf("%s: %+v, expected %s", name, d, row.want)
		}
	}
}

// The advice holds what is known, and nothing that what is known contradicts.
func TestAdviceFitsWhatIsKnown(t *testing.T) {
	hidden := hf.ResponseError{Err: errors.New("x")}
	admin := &hf.Account{Owner: "ann", Member: true, Role: hf.RoleAdmin, Plan: "enterprise"}
	reader := &hf.Account{Owner: "ann", Member: true, Role: hf.RoleRead}
	stranger := &hf.Account{Owner: "ann"}
	scoped := &hf.Account{Owner: "ann", TokenName: "seats", TokenRole: "fineGrained", Member: true, Organization: "acme", Role: hf.RoleAdmin, Permissions: hf.Disclosed([]string{"repo.content.read"})}
	old := &hf.Account{TokenExpiry: time.Date(2020, 3, 1, 12, 0, 0, 0, time.UTC)}
	for name, row := range map[string]struct {
		err         error
		account     *hf.Account
		has, hasNot string
	}{
		"server named":           {&hf.APIError{StatusCode: 403, Foreign: true, Server: "CloudFront"}, nil, `"CloudFront"`, "5xx"},
		"server error":           {&hf.APIError{StatusCode: 502, Foreign: true}, nil, "5xx", ""},
		"server of a bad answer": {&hf.ResponseError{Foreign: true, Server: "Zscaler", Err: hidden.Err}, nil, `"Zscaler"`, ""},
		"expired":                {&hf.APIError{StatusCode: 401}, old, "expired on 2020-03-01", "whether the token still exists"},
		"plan":                   {&hf.APIError{StatusCode: 402}, admin, "(enterprise)", "Upgrade"},
		"forbidden to a reader":  {forbidden("no"), reader, "role is read", "is a member"},
		"forbidden to an admin":  {forbidden("no"), admin, "report it", "an admin"},
		"forbidden by scope":     {forbidden("no"), scoped, `"seats"`, "an admin"},
		"forbidden to others":    {forbidden("no"), stranger, "(ann) does not belong", "role is"},
		"missing to a member":    {&hf.APIError{StatusCode: 404}, reader, "Compare the name", "is a member"},
		"missing to others":      {&hf.APIError{StatusCode: 404}, stranger, "(ann) does not belong", "Check that the token's owner"},
		"anonymous limit":        {&hf.APIError{StatusCode: 429, Anonymous: true}, nil, "Configure a token", "--scrape.interval"},
		"limit of whoami":        {&hf.APIError{StatusCode: 429, Endpoint: hf.EndpointWhoAmI}, nil, "at most once an hour", "--scrape.interval"},
		"limit":                  {&hf.APIError{StatusCode: 429}, nil, "--huggingface.page-size", "Configure a token"},
		"user":                   {&hf.APIError{StatusCode: 400}, nil, "may be that of a user", ""},
	} {
		d := advice.Diagnose(row.err, row.account)
		if text := d.Cause + " " + d.Advice(); !strings.Contains(text, row.has) || row.hasNot != "" && strings.Contains(text, row.hasNot) {
			t.Errorf("%s: %q, expected %q and not %q", name, text, row.has, row.hasNot)
		}
	}
	if cause, steps := advice.Explain(forbidden("no"), reader); cause == "" || !strings.Contains(steps, "role is read") {
		t.Errorf("%q, %q", cause, steps)
	}
	if d := advice.Diagnose(nil, reader); d.Kind != "" || d.Cause != "" {
		t.Errorf("no error: %+v", d)
	}
}
