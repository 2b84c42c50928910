package collector

import (
	"cmp"
	"slices"

	"huggingface_exporter/huggingface"
)

// The gauges of the last complete scrape.
var seatFamilies = []family[*Seats]{
	{
		newDesc("huggingface_organization_members",
			"Members of the organization, that is seats in use, by role, at the last complete scrape. Role is unknown where the Hub does not disclose it.", "role"),
		func(s *Seats, emit emit) { emitByRole(emit, s.ByRole) },
	}, {
		newDesc("huggingface_organization_pro_members",
			"Members who have a Pro subscription of their own, at the last complete scrape.", "role"),
		func(s *Seats, emit emit) { emitByRole(emit, s.Pro) },
	}, {
		newDesc("huggingface_organization_members_without_2fa",
			"Members who have no two-factor authentication, at the last complete scrape. Absent where the Hub discloses it for nobody.", "role"),
		func(s *Seats, emit emit) {
			if counts, disclosed := s.WithoutTwoFactor.Get(); disclosed {
				emitByRole(emit, counts)
			}
		},
	}, {
		newDesc("huggingface_organization_external_collaborators",
			"Members who are external collaborators, at the last complete scrape. Absent where the Hub discloses it for nobody.", "role"),
		func(s *Seats, emit emit) {
			if counts, disclosed := s.External.Get(); disclosed {
				emitByRole(emit, counts)
			}
		},
	}, {
		newDesc("huggingface_organization_members_without_verified_email",
			"Members without a verified e-mail address, at the last complete scrape. Absent where the Hub discloses it for nobody."),
		func(s *Seats, emit emit) {
			if n, disclosed := s.WithoutVerifiedEmail.Get(); disclosed {
				emit(float64(n))
			}
		},
	}, {
		newDesc("huggingface_organization_members_undisclosed",
			"Members for whom the Hub left the field out, at the last complete scrape: they count in no metric that hangs on the field.", "field"),
		func(s *Seats, emit emit) {
			for _, u := range s.Undisclosed {
				emit(float64(u.Count), u.Field)
			}
		},
	}, {
		newDesc("huggingface_scrape_pages",
			"Pages of the members list that the last complete scrape read."),
		func(s *Seats, emit emit) { emit(float64(s.Pages)) },
	},
}

func emitByRole(emit emit, counts []RoleCount) {
	for _, c := range counts {
		emit(float64(c.Count), c.Role)
	}
}

// The gauges of one resource group, of the last complete scrape.
var groupFamilies = []family[*group]{
	{
		newDesc("huggingface_resource_group_members",
			"Visible members of a resource group by their role in it, at the last complete scrape.", "resource_group_id", "resource_group", "role"),
		func(g *group, emit emit) {
			for r, n := range g.members {
				if n != 0 {
					emit(float64(n), g.id, g.name, role(r).String())
				}
			}
		},
	}, {
		newDesc("huggingface_resource_group_reported_members",
			"Members of a resource group as the Hub reports their number, at the last complete scrape. More than are visible means that some are hidden from this token.", "resource_group_id", "resource_group"),
		func(g *group, emit emit) { emit(float64(g.reported), g.id, g.name) },
	},
}

// The gauges of how polling goes. They are never stale.
var stateFamilies = []family[*state]{
	{
		newDesc("huggingface_up", "1 if the last scrape of the organization completed, 0 if it failed. Absent until the first has ended."),
		func(s *state, emit emit) {
			if s.tried() {
				emit(boolValue(s.err == nil))
			}
		},
	}, {
		newDesc("huggingface_last_scrape_timestamp_seconds", "When the last scrape ended, completed or not, in Unix seconds."),
		func(s *state, emit emit) {
			if s.tried() {
				emit(seconds(s.lastScrape))
			}
		},
	}, {
		newDesc("huggingface_last_success_timestamp_seconds", "When the last complete scrape ended, in Unix seconds: how old the gauges of the organization are."),
		func(s *state, emit emit) {
			if s.seats != nil {
				emit(seconds(s.lastSuccess))
			}
		},
	}, {
		newDesc("huggingface_organization_seat_limit", "Seats in the contract, as the configuration has it. Absent where it has none."),
		func(s *state, emit emit) {
			if s.target.SeatLimit > 0 {
				emit(float64(s.target.SeatLimit))
			}
		},
	},
}

// The gauges of the account behind the token, read at most once an hour.
var accountFamilies = []family[*Account]{
	{
		newDesc("huggingface_organization_plan_info", "1 for the plan of the organization. Read hourly.", "plan"),
		func(a *Account, emit emit) {
			if a.Plan != "" {
				emit(1, a.Plan)
			}
		},
	}, {
		newDesc("huggingface_organization_subscription_end_timestamp_seconds",
			"When the paid period of the organization ends and seats are trued up, in Unix seconds. Read hourly."),
		func(a *Account, emit emit) {
			if !a.PeriodEnd.IsZero() {
				emit(seconds(a.PeriodEnd))
			}
		},
	}, {
		newDesc("huggingface_organization_access_restricted",
			"1 if the restriction now keeps this token from data of the organization, else 0. Read hourly.", "restriction"),
		func(a *Account, emit emit) {
			restrictions, disclosed := a.Restrictions.Get()
			if !disclosed {
				return
			}
			for _, r := range restrictionLabels(restrictions) {
				emit(boolValue(slices.Contains(restrictions, r)), r)
			}
		},
	}, {
		newDesc("huggingface_token_info",
			"1 for the role of the token and that of its owner in the organization; unknown where the Hub does not tell. Read hourly.", "token_role", "organization_role"),
		func(a *Account, emit emit) {
			emit(1, cmp.Or(a.TokenRole, "unknown"), cmp.Or(string(a.OrganizationRole), "unknown"))
		},
	}, {
		newDesc("huggingface_token_expiry_timestamp_seconds",
			"When the token expires, in Unix seconds. Absent for one that never does. Read hourly."),
		func(a *Account, emit emit) {
			if !a.TokenExpiry.IsZero() {
				emit(seconds(a.TokenExpiry))
			}
		},
	},
}

// The gauges of the quota of requests.
var rateLimitFamilies = []family[[]huggingface.RateLimit]{
	{
		newDesc("huggingface_rate_limit_limit", "Requests that the token may make in a window, as the Hub last reported it when asked for members.", "bucket"),
		func(limits []huggingface.RateLimit, emit emit) {
			for _, l := range limits {
				if limit, disclosed := l.Limit.Get(); disclosed {
					emit(float64(limit), l.Bucket)
				}
			}
		},
	}, {
		newDesc("huggingface_rate_limit_remaining", "Requests that are left to the token in the window, as the Hub last reported it when asked for members.", "bucket"),
		func(limits []huggingface.RateLimit, emit emit) {
			for _, l := range limits {
				emit(float64(l.Remaining), l.Bucket)
			}
		},
	}, {
		newDesc("huggingface_rate_limit_reset_timestamp_seconds", "When the window ends, in Unix seconds, as the Hub last reported it when asked for members.", "bucket"),
		func(limits []huggingface.RateLimit, emit emit) {
			for _, l := range limits {
				emit(seconds(l.Reset), l.Bucket)
			}
		},
	},
}
