package advice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	hf "huggingface_exporter/huggingface"
)

// The kinds of warnings: the members can be read, and something is to know.
const (
	KindTokenExpiring       hf.Kind = "token-expiring"
	KindNotAMember          hf.Kind = "not-a-member"
	KindTokenRestricted     hf.Kind = "token-restricted"
	KindFieldsUndisclosed   hf.Kind = "fields-undisclosed"
	KindMembersHidden       hf.Kind = "members-hidden"
	KindPermissionMissing   hf.Kind = "permission-missing"
	KindMembersUnlisted     hf.Kind = "members-unlisted"
	KindOverviewUnreadable  hf.Kind = "overview-unreadable"
	KindDirectoryUnreadable hf.Kind = "directory-unreadable"
)

// TokenMissing warns of anonymous requests that succeed.
func TokenMissing() Diagnosis {
	d := of(hf.KindTokenMissing)
	d.Cause = "No token is configured, so the Hub discloses only what is public."
	return d
}

// TokenExpiring warns of a token that expires soon, or has expired.
func TokenExpiring(expiry, now time.Time) Diagnosis {
	date := expiry.UTC().Format(time.DateOnly)
	d := Diagnosis{Kind: KindTokenExpiring, Cause: "The token expires on " + date + ".", Steps: []string{
		"Create a replacement before " + date + " at https://huggingface.co/settings/tokens, with the same type and permissions.",
		"Have it approved by an admin if the organization requires approval.",
		"Replace the token in its file: the next scrape uses it; HF_TOKEN requires a restart.",
	}}
	if !now.Before(expiry) {
		d.Cause = "The token expired on " + date + "."
		d.Steps[0] = "Create a replacement at https://huggingface.co/settings/tokens, with the same type and permissions."
	}
	return d
}

// NotAMember warns of a token whose owner does not belong to the organization.
func NotAMember(account *hf.Account) Diagnosis {
	return Diagnosis{Kind: KindNotAMember, Cause: "The token's owner" + ownerOf(account) + " is not a member of the organization, so the Hub discloses only what is public.", Steps: []string{
		"Use the token of an admin of the organization, or make the token's owner one.",
	}}
}

// Restricted warns of one of the restrictions that whoami reports: ip, mfa,
// sso, token-policy, token-revoked, or one not known here.
func Restricted(restriction string, account *hf.Account) Diagnosis {
	d := of(KindOfRestriction(restriction, account))
	if d.Cause == "" {
		d.Cause = "The organization restricts this token."
	}
	d.Kind, d.Cause = KindTokenRestricted, fmt.Sprintf("%s (security restriction %q)", strings.TrimSuffix(d.Cause, "."), restriction)+"."
	return d
}

// KindOfRestriction returns the kind of failure that a restriction of whoami
// leads to, or "" for one that is not known here.
func KindOfRestriction(restriction string, account *hf.Account) hf.Kind {
	if restriction == "token-policy" && account.FineGrained() {
		return hf.KindTokenPending // Of the right type, so the approval is missing.
	}
	return map[string]hf.Kind{
		"ip":            hf.KindIPRestricted,
		"mfa":           hf.KindMFARequired,
		"sso":           hf.KindSSORequired,
		"token-policy":  hf.KindTokenPolicy,
		"token-revoked": hf.KindTokenRevoked,
	}[restriction]
}

// MembersHidden warns of resource groups that report more members than the
// token sees.
func MembersHidden(groups int) Diagnosis {
	noun := "resource groups"
	if groups == 1 {
		noun = "resource group"
	}
	return Diagnosis{Kind: KindMembersHidden, Cause: fmt.Sprintf("The Hub hides members of %d %s from this token.", groups, noun)}
}

// readPermission is the permission of a fine-grained token that reading an
// organization's members requires.
const readPermission = "org.read"

// MissingPermission returns the permission that a fine-grained token lacks for
// the organization, or "" where it has it, or where that is not known.
func MissingPermission(account *hf.Account) string {
	if account == nil {
		return ""
	}
	permissions, known := account.Permissions.Get()
	if !known || slices.Contains(permissions, readPermission) || slices.Contains(permissions, "org.write") {
		return ""
	}
	return readPermission
}

// PermissionMissing warns of a fine-grained token without the permission that
// [MissingPermission] returns.
func PermissionMissing(account *hf.Account) Diagnosis {
	name := cmp.Or(account.Organization, "the organization")
	token := "token"
	if account.TokenName != "" {
		token += fmt.Sprintf(" %q", account.TokenName)
	}
	return Diagnosis{Kind: KindPermissionMissing, Cause: "The fine-grained token lacks the permission " + readPermission + " for " + name + ".", Steps: []string{
		"Edit the fine-grained " + token + " at https://huggingface.co/settings/tokens: add " + name + " to its organization permissions, with read access to the organization's settings and members (" + readPermission + ").",
	}}
}

// Field is a field of members that the Hub left out of some.
type Field struct {
	// Name is that of the metrics: role, two_factor, external_collaborator,
	// verified_email or resource_groups.
	Name string
	// Undisclosed is the number of members without it.
	Undisclosed int
}

// Undisclosed warns of fields that the Hub left out of some of the members.
// Fields without any such member are ignored.
func Undisclosed(fields []Field, members int, account *hf.Account) Diagnosis {
	d := Diagnosis{Kind: KindFieldsUndisclosed}
	var names []string
	for _, f := range fields {
		if f.Undisclosed == 0 {
			continue
		}
		count := "all members"
		if f.Undisclosed < members {
			count = fmt.Sprintf("%d of %d members", f.Undisclosed, members)
		}
		names = append(names, fmt.Sprintf("%s (%s)", f.Name, count))
		if step := undisclosedStep(f, members, account); step != "" && !slices.Contains(d.Steps, step) {
			d.Steps = append(d.Steps, step)
		}
	}
	d.Cause = "The Hub does not disclose to this token: " + strings.Join(names, ", ") + "."
	return d
}

// undisclosedStep says what discloses a field, or "" where nothing does.
func undisclosedStep(f Field, members int, account *hf.Account) string {
	partly := f.Undisclosed < members
	switch {
	case f.Name == "resource_groups" && partly:
		return "" // The token and the plan disclose the field, and the Hub leaves it out for some members.
	case account == nil || !account.Member || account.Role == "":
		return "Use the token of an admin of the organization: only admins are shown all fields."
	case account.Role != hf.RoleAdmin:
		return adminStep(account)
	case MissingPermission(account) != "":
		return PermissionMissing(account).Advice()
	case partly:
		return ""
	case account.Plan == "" && (f.Name == "verified_email" || f.Name == "resource_groups"):
		return "Upgrade to a Team or Enterprise plan if you need verified_email and resource_groups."
	}
	return ""
}

func adminStep(account *hf.Account) string {
	return "Make the token's owner" + ownerOf(account) + " an admin of the organization, or use the token of an admin: the owner's role is " + string(account.Role) + "."
}

func ownerOf(account *hf.Account) string {
	if account == nil || account.Owner == "" {
		return ""
	}
	return " (" + account.Owner + ")"
}

// expiresSoon is when the alert HuggingFaceTokenExpiring begins to fire.
const expiresSoon = 14 * 24 * time.Hour

// ExpiresSoon reports whether a token needs a replacement now. The zero time is
// that of a token that never expires.
func ExpiresSoon(expiry, now time.Time) bool {
	return !expiry.IsZero() && expiry.Sub(now) < expiresSoon
}

// MembersUnlisted warns of an organization that reports more members than its
// list has.
func MembersUnlisted(listed, reported int) Diagnosis {
	return Diagnosis{Kind: KindMembersUnlisted, Cause: fmt.Sprintf("The Hub reports %d members and lists %d to this token.", reported, listed), Steps: []string{
		"If it lasts, check that the token's owner is an admin of the organization: others may be shown fewer members.",
	}}
}

// OverviewUnreadable warns of a failed reading of the overview, when the members
// could be read.
func OverviewUnreadable() Diagnosis {
	return Diagnosis{Kind: KindOverviewUnreadable, Cause: "The number of members that the Hub reports cannot be read.", Steps: []string{
		"Ignore it unless it lasts: only huggingface_organization_reported_members depends on it.",
		"If it lasts, disable the reading with --no-collector.overview.",
	}}
}

// DirectoryUnreadable warns of a directory file that cannot be used.
func DirectoryUnreadable(err error) Diagnosis {
	return Diagnosis{Kind: KindDirectoryUnreadable, Cause: "The directory file cannot be used: " + err.Error() + ".", Steps: []string{
		"Correct the file, or its path in directory_file or --directory.file: it is re-read on every scrape.",
	}}
}
