package check

import (
	"context"
	"slices"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
)

// findings is what was learned of one organization.
type findings struct {
	token    huggingface.Token
	tokenErr error

	snapshot *collector.Snapshot
	err      error

	overview    huggingface.Overview
	overviewErr error

	identity     collector.Identification
	directoryErr error
}

// identify asks whose token it is, and once more if it is replaced meanwhile.
func (f *findings) identify(ctx context.Context, hub collector.Hub, identities *collector.Identities) {
	for range 2 {
		if f.tokenErr != nil || f.token.IsZero() {
			return
		}
		f.identity = identities.Of(ctx, hub, f.token.ID())
		if !f.identity.Read.IsZero() || f.identity.Err != nil {
			return
		}
		f.token, f.tokenErr = hub.Token(ctx)
	}
}

// account is what is known of the token and its owner; nil for nothing.
func (f *findings) account(organization string) *huggingface.Account {
	if f.identity.Read.IsZero() {
		return nil
	}
	names := []string{organization}
	if f.snapshot != nil && f.snapshot.CanonicalName != "" {
		names = append(names, f.snapshot.CanonicalName)
	}
	account := f.identity.Identity.Account(names...)
	return &account
}

// organization makes the report of the findings.
func (s *Subject) organization(f *findings) Organization {
	account := f.account(s.Organization)
	o := Organization{
		Name:       s.Organization,
		OK:         f.err == nil,
		Account:    newAccount(account),
		Contract:   newContract(&s.Target, f.snapshot),
		RateLimits: s.rateLimits(),
		Problems:   []Problem{},
	}
	if f.err != nil {
		o.add(Failure, advice.Diagnose(f.err, account), f.err)
	}
	if f.tokenErr == nil {
		o.Token = newToken(f.token, account)
		o.judgeToken(f, account, time.Now())
	}
	if s := f.snapshot; s != nil {
		o.CanonicalName = s.CanonicalName
		o.Members = newMembers(s, f.overview)
		o.Directory = newDirectory(s)
		o.Fields = newFields(s)
		o.Groups = newGroups(s)
		o.judgeSnapshot(f, account)
	}
	return o
}

// judgeToken adds the problems of the token.
func (o *Organization) judgeToken(f *findings, account *huggingface.Account, now time.Time) {
	switch {
	case f.token.IsZero():
		if o.OK {
			o.warn(advice.TokenMissing())
		}
		return
	case account == nil:
		// If the members fail for the same reason, it has been said.
		if d := advice.Diagnose(f.identity.Err, nil); f.identity.Err != nil && !o.has(d.Kind) {
			d.Cause = "Token and plan are unknown: " + d.Cause
			o.add(Warning, d, f.identity.Err)
		}
		return
	}
	if advice.ExpiresSoon(account.TokenExpiry, now) {
		o.warn(advice.TokenExpiring(account.TokenExpiry, now))
	}
	if !account.Member && o.OK {
		o.warn(advice.NotAMember(account))
	}
	restrictions, _ := account.Restrictions.Get()
	for _, restriction := range restrictions {
		if !o.has(advice.KindOfRestriction(restriction, account)) {
			o.warn(advice.Restricted(restriction, account))
		}
	}
}

// judgeSnapshot adds the problems of a complete listing.
func (o *Organization) judgeSnapshot(f *findings, account *huggingface.Account) {
	var undisclosed []advice.Field
	for _, field := range f.snapshot.Undisclosed {
		if field.Count > 0 {
			undisclosed = append(undisclosed, advice.Field{Name: field.Field, Undisclosed: field.Count})
		}
	}
	if len(undisclosed) > 0 {
		o.warn(advice.Undisclosed(undisclosed, f.snapshot.Members, account))
	}
	if o.Groups != nil && len(o.Groups.Hidden) > 0 {
		o.warn(advice.MembersHidden(len(o.Groups.Hidden)))
	}
	if f.overviewErr != nil {
		o.add(Warning, advice.OverviewUnreadable(), f.overviewErr)
	}
	if reported, known := f.overview.Members.Get(); known && reported > f.snapshot.Members {
		o.warn(advice.MembersUnlisted(f.snapshot.Members, reported))
	}
	if f.directoryErr != nil {
		o.warn(advice.DirectoryUnreadable(f.directoryErr))
	}
}

func (o *Organization) warn(d advice.Diagnosis) { o.add(Warning, d, nil) }

// add adds a problem, and what its error says itself; nil for no error.
func (o *Organization) add(severity Severity, d advice.Diagnosis, err error) {
	p := Problem{Severity: severity, Kind: d.Kind, Cause: d.Cause, Steps: append([]string{}, d.Steps...)}
	if err != nil {
		p.Code, p.Message, p.RequestID = huggingface.ErrorCode(err), err.Error(), huggingface.RequestID(err)
	}
	o.Problems = append(o.Problems, p)
}

func (o *Organization) has(kind huggingface.Kind) bool {
	return slices.ContainsFunc(o.Problems, func(p Problem) bool { return p.Kind == kind })
}
