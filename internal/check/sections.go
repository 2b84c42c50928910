package check

import (
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

func newToken(token huggingface.Token, account *huggingface.Account) *Token {
	t := &Token{Source: token.Source()}
	if account != nil {
		t.Valid, t.Owner, t.Name, t.Role, t.Expiry = true, account.Owner, account.TokenName, account.TokenRole, timePointer(account.TokenExpiry)
		t.Permissions, _ = account.Permissions.Get()
	}
	return t
}

func newAccount(account *huggingface.Account) *Account {
	if account == nil {
		return nil
	}
	a := &Account{Member: account.Member, Role: account.Role, Plan: account.Plan, PeriodEnd: timePointer(account.PeriodEnd)}
	a.Restrictions, _ = account.Restrictions.Get()
	return a
}

func newMembers(s *collector.Snapshot, overview huggingface.Overview) *Members {
	m := &Members{Count: s.Members, Pages: s.Pages, PageSize: s.PageSize, Seconds: s.Took.Seconds()}
	if reported, known := overview.Members.Get(); known {
		m.Reported = &reported
	}
	return m
}

// newContract returns nil if nothing of the contract is configured.
func newContract(t *collector.Target, s *collector.Snapshot) *Contract {
	if t.SeatLimit == 0 && t.SeatPrice == 0 {
		return nil
	}
	c := &Contract{Seats: t.SeatLimit, Price: t.SeatPrice, Currency: t.SeatCurrency}
	if s != nil && t.SeatPrice > 0 {
		c.MonthlyCost = new(float64(s.Members) * t.SeatPrice)
	}
	return c
}

// newDirectory returns nil if there is no directory that can be read.
func newDirectory(s *collector.Snapshot) *Directory {
	n, compared := s.Listings().Get()
	if !compared {
		return nil
	}
	return &Directory{Listed: n[collector.Listed], Unlisted: n[collector.Unlisted], Unknown: n[collector.ListingUnknown]}
}

func newFields(s *collector.Snapshot) []Field {
	metrics := map[string][]string{
		"role":                  {"huggingface_organization_members", "huggingface_organization_role_changes_total"},
		"two_factor":            {"huggingface_organization_members_without_2fa"},
		"external_collaborator": {"huggingface_organization_external_collaborators"},
		"verified_email":        {"huggingface_organization_members_without_verified_email"},
		"resource_groups":       {"huggingface_resource_group_members", "huggingface_resource_group_reported_members"},
	}
	var fields []Field
	for _, f := range s.Undisclosed {
		fields = append(fields, Field{Name: f.Field, Disclosed: s.Members - f.Count, Undisclosed: f.Count, Metrics: metrics[f.Field]})
	}
	return fields
}

// newGroups returns nil if no group is disclosed, as there may be some.
func newGroups(s *collector.Snapshot) *Groups {
	groups, disclosed := s.Groups.Get()
	if !disclosed {
		return nil
	}
	g := &Groups{Count: len(groups), Hidden: []HiddenGroup{}}
	for _, group := range groups {
		if group.Hidden() > 0 {
			g.Hidden = append(g.Hidden, HiddenGroup{ID: group.ID, Name: group.Name, Visible: group.Visible, Reported: group.Reported})
		}
	}
	return g
}

func timePointer(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(t.UTC())
}
