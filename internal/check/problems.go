package check

import (
	"slices"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
)

// expiresSoon is when the alert HuggingFaceTokenExpiring begins to fire.
const expiresSoon = 14 * 24 * time.Hour

func problemOf(severity Severity, err error, account *huggingface.Account) Problem {
	p := problem(severity, advice.Diagnose(err, account))
	p.Code, p.Message, p.RequestID = huggingface.ErrorCode(err), err.Error(), huggingface.RequestID(err)
	return p
}

func problem(severity Severity, d advice.Diagnosis) Problem {
	if d.Steps == nil {
		d.Steps = []string{}
	}
	return Problem{Severity: severity, Kind: d.Kind, Cause: d.Cause, Steps: d.Steps}
}

func (o *Organization) warn(d advice.Diagnosis) {
	o.Problems = append(o.Problems, problem(Warning, d))
}

// know notes what the Hub tells of the token.
func (o *Organization) know(token huggingface.Token, identity huggingface.Identity, err error, now time.Time) {
	o.Token = &Token{Source: token.Source()}
	switch {
	case token.IsZero():
		if o.OK {
			o.warn(advice.TokenMissing())
		}
	case err != nil:
		// Where the members fail for the same reason, it has been said.
		p := problemOf(Warning, err, nil)
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
		o.warn(advice.TokenExpiring(e, now))
	}
	account := identity.Account(o.Name)
	o.known = &account
	if !account.Member {
		o.Account = &Account{}
		if o.OK {
			o.warn(advice.NotAMember(&account))
		}
		return
	}
	o.Account = &Account{Member: true, Role: account.Role, Plan: account.Plan, PeriodEnd: timePointer(account.PeriodEnd)}
	o.Account.Restrictions, _ = account.Restrictions.Get()
	for _, restriction := range o.Account.Restrictions {
		o.restrict(restriction)
	}
}

// take notes what the list of members says, after know.
func (o *Organization) take(c *census) {
	o.Members = &Members{Count: c.members, Pages: c.pages, Seconds: c.took.Seconds()}
	o.Fields = c.fields()
	o.Groups = c.resourceGroups()
	var undisclosed []advice.Field
	for _, f := range o.Fields {
		if f.Undisclosed > 0 {
			undisclosed = append(undisclosed, advice.Field{Name: f.Name, Undisclosed: f.Undisclosed})
		}
	}
	if len(undisclosed) > 0 {
		o.warn(advice.Undisclosed(undisclosed, c.members, o.known))
	}
	if o.Groups != nil && len(o.Groups.Hidden) > 0 {
		o.warn(advice.MembersHidden(len(o.Groups.Hidden)))
	}
}

// restrict warns of what keeps the token out, unless a failure has said it.
func (o *Organization) restrict(restriction string) {
	kind := advice.KindOfRestriction(restriction, o.known)
	if slices.ContainsFunc(o.Problems, func(p Problem) bool { return p.Kind == kind }) {
		return
	}
	o.warn(advice.Restricted(restriction, o.known))
}

func timePointer(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(t.UTC())
}
