package advice_test

import (
	"strings"
	"testing"
	"time"

	hf "huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
)

func TestAnExpiringTokenIsReplacedBeforeItsDate(t *testing.T) {
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	d := advice.TokenExpiring(now.AddDate(0, 0, 4), now)
	if !strings.Contains(d.Cause, "expires on 2026-11-29") || len(d.Steps) != 3 ||
		!strings.Contains(d.Steps[0], "replacement before 2026-11-29") || !strings.Contains(d.Steps[1], "approved") || !strings.Contains(d.Steps[2], "Replace the token") {
		t.Errorf("%+v", d)
	}
	if d := advice.TokenExpiring(now, now); !strings.Contains(d.Cause, "expired on 2026-11-25") || strings.Contains(d.Steps[0], "before") {
		t.Errorf("%+v", d)
	}
}

// Advice about undisclosed fields comes from the plan, the owner's role, the
// token's permissions, and how many members lack the field.
func TestUndisclosedFields(t *testing.T) {
	admin := hf.Account{Owner: "ann", Member: true, Organization: "acme", Role: hf.RoleAdmin, Plan: "enterprise"}
	free, reader, fine := admin, admin, admin
	free.Plan = ""
	reader.Role = hf.RoleRead
	fine.TokenRole, fine.Permissions = "fineGrained", hf.Disclosed([]string{})
	field := func(name string, n int) []advice.Field { return []advice.Field{{Name: name, Undisclosed: n}} }
	for name, row := range map[string]struct {
		fields  []advice.Field
		account *hf.Account
		cause   string
		step    string // part of the only one; "" for none
	}{
		"groups of some, enterprise, admin": {field("resource_groups", 3), &admin, "resource_groups (3 of 30 members)", ""},
		"groups of all, enterprise, admin":  {field("resource_groups", 30), &admin, "resource_groups (all members)", ""},
		"2FA of some, admin":                {field("two_factor", 1), &admin, "two_factor (1 of 30 members)", ""},
		"groups of all, no plan, admin":     {field("resource_groups", 30), &free, "resource_groups", "Team or Enterprise plan"},
		"2FA of all, no plan, admin":        {field("two_factor", 30), &free, "two_factor", ""},
		"all of all, reader":                {append(field("two_factor", 30), field("verified_email", 30)...), &reader, "two_factor (all members), verified_email (all members)", "(ann) an admin"},
		"groups of some, reader":            {field("resource_groups", 3), &reader, "resource_groups", ""},
		"all of all, fine-grained":          {append(field("role", 30), field("two_factor", 30)...), &fine, "role", "org.read"},
		"unknown account":                   {field("two_factor", 30), nil, "two_factor", "token of an admin"},
		"some disclosed to all":             {append(field("role", 0), field("two_factor", 30)...), &reader, "to this token: two_factor", "an admin"},
	} {
		d := advice.Undisclosed(row.fields, 30, row.account)
		steps := strings.Join(d.Steps, "|")
		if !strings.Contains(d.Cause, row.cause) || row.step == "" && len(d.Steps) > 0 || row.step != "" && (len(d.Steps) != 1 || !strings.Contains(steps, row.step)) {
			t.Errorf("%s: %q with %q", name, d.Cause, d.Steps)
		}
		if row.account != nil && row.account.Plan == "enterprise" && strings.Contains(steps, "plan") {
			t.Errorf("%s: advice about a plan that has it all: %q", name, steps)
		}
	}
}

func TestRestrictionsAreExplained(t *testing.T) {
	for restriction, want := range map[string]string{
		"sso": "single sign-on", "mfa": "two-factor", "ip": "IP address", "token-policy": "fine-grained", "token-revoked": "revoked", "quantum": `"quantum"`,
	} {
		d := advice.Restricted(restriction, nil)
		if d.Kind != advice.KindTokenRestricted || !strings.Contains(d.Cause, want) || !strings.Contains(d.Cause, restriction) || restriction != "quantum" && len(d.Steps) == 0 {
			t.Errorf("%s: %+v", restriction, d)
		}
	}
	if d := advice.Restricted("token-policy", &hf.Account{TokenRole: "fineGrained"}); !strings.Contains(d.Cause, "pending approval") {
		t.Errorf("a fine-grained token: %+v", d)
	}
}

func TestMissingPermission(t *testing.T) {
	for _, row := range []struct {
		account *hf.Account
		want    string
	}{
		{nil, ""},
		{&hf.Account{TokenRole: "read"}, ""},
		{&hf.Account{Permissions: hf.Disclosed([]string{"org.read"})}, ""},
		{&hf.Account{Permissions: hf.Disclosed([]string{"org.write"})}, ""},
		{&hf.Account{Permissions: hf.Disclosed([]string{"repo.write"})}, "org.read"},
		{&hf.Account{Permissions: hf.Disclosed([]string{})}, "org.read"},
	} {
		if got := advice.MissingPermission(row.account); got != row.want {
			t.Errorf("%+v: %q", row.account, got)
		}
	}
	if d := advice.PermissionMissing(&hf.Account{Organization: "acme", TokenName: "seats"}); !strings.Contains(d.Advice(), `"seats"`) || !strings.Contains(d.Cause, "org.read for acme") {
		t.Errorf("%+v", d)
	}
}
