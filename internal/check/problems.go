package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/textfmt"
)

// expiresSoon is when the alert HuggingFaceTokenExpiring begins to fire.
const expiresSoon = 14 * 24 * time.Hour

func problemOf(severity Severity, err error) Problem {
	d := huggingface.Diagnose(err)
	return Problem{
		Severity: severity, Kind: d.Kind, Cause: d.Cause, Steps: d.Steps,
		Code: huggingface.ErrorCode(err), Message: err.Error(), RequestID: huggingface.RequestID(err),
	}
}

// warn adds a warning. Its steps are those of a diagnosis, so that the advice
// is the same everywhere; there are none where there is nothing to do.
func (o *Organization) warn(kind, cause, diagnosis string) {
	o.Problems = append(o.Problems, Problem{Severity: Warning, Kind: kind, Cause: cause, Steps: steps(diagnosis)})
}

func steps(kind string) []string {
	for _, d := range huggingface.Diagnoses() {
		if d.Kind == kind {
			return d.Steps
		}
	}
	return []string{}
}

// know notes what the Hub tells of the token.
func (o *Organization) know(token huggingface.Token, identity huggingface.Identity, err error, now time.Time) {
	o.Token = &Token{Source: token.Source()}
	switch {
	case token.IsZero():
		if o.OK {
			o.warn("token-missing", "There is no token, so the Hub tells only what is public.", huggingface.KindTokenMissing)
		}
	case err != nil:
		// Where the members fail for the same reason, it has been said.
		p := problemOf(Warning, err)
		if !slices.ContainsFunc(o.Problems, func(other Problem) bool { return other.Kind == p.Kind }) {
			p.Cause = "Token and plan are unknown: " + p.Cause
			o.Problems = append(o.Problems, p)
		}
	default:
		o.identify(identity, now)
	}
}

func (o *Organization) identify(identity huggingface.Identity, now time.Time) {
	o.Token.Valid, o.Token.Owner, o.Token.Role = true, identity.Name, identity.TokenRole
	o.Token.Expiry = timePointer(identity.TokenExpiry)
	if e := identity.TokenExpiry; !e.IsZero() && e.Sub(now) < expiresSoon {
		o.warn("token-expiring", "The token expires "+textfmt.Relative(e, now)+".", huggingface.KindTokenInvalid)
	}
	i := slices.IndexFunc(identity.Organizations, func(a huggingface.OrganizationAccess) bool { return a.Name == o.Name })
	if i < 0 {
		o.Account = &Account{}
		if o.OK {
			o.warn("not-a-member", "The token's owner is not a member of the organization, so the Hub tells only what is public.", huggingface.KindForbidden)
		}
		return
	}
	access := identity.Organizations[i]
	o.Account = &Account{Member: true, Role: access.Role, Plan: access.Plan, PeriodEnd: timePointer(access.PeriodEnd)}
	o.Account.Restrictions, _ = access.Restrictions.Get()
	for _, restriction := range o.Account.Restrictions {
		o.restrict(restriction)
	}
}

// take notes what the list of members says, after know.
func (o *Organization) take(c *census) {
	o.Members = &Members{Count: c.members, Pages: c.pages, Seconds: c.took.Seconds()}
	o.Fields = c.fields()
	o.Groups = c.resourceGroups()
	var names []string
	for _, f := range o.Fields {
		if f.Undisclosed > 0 {
			names = append(names, f.Name)
		}
	}
	// An admin for whom something is left out has a plan without it.
	advice := huggingface.KindNotAdmin
	if o.Account != nil && o.Account.Role == huggingface.RoleAdmin {
		advice = huggingface.KindPlanRequired
	}
	if len(names) > 0 {
		o.warn("fields-undisclosed", "The Hub does not disclose to this token, for some or all members: "+strings.Join(names, ", ")+".", advice)
	}
	if o.Groups != nil && len(o.Groups.Hidden) > 0 {
		o.warn("members-hidden", "The Hub hides members of "+textfmt.Count(len(o.Groups.Hidden), "resource group")+" from this token.", "")
	}
}

// restrict warns of what keeps the token out, unless a failure has said it.
func (o *Organization) restrict(restriction string) {
	kind := map[string]string{
		"mfa":           huggingface.KindMFARequired,
		"sso":           huggingface.KindSSORequired,
		"ip":            huggingface.KindIPRestricted,
		"token-policy":  huggingface.KindTokenPolicy,
		"token-revoked": huggingface.KindTokenRevoked,
	}[restriction]
	if slices.ContainsFunc(o.Problems, func(p Problem) bool { return p.Kind == kind }) {
		return
	}
	o.warn("token-restricted", fmt.Sprintf("The organization restricts this token (%s).", restriction), kind)
}

func timePointer(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(t.UTC())
}
