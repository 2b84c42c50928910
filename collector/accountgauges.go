package collector

import (
	"cmp"
	"slices"

	"huggingface_exporter/huggingface"
)

// The gauges of the account behind the token.
var accountGauges = []metricDesc[*huggingface.Account]{
	{
		newDesc("huggingface_organization_plan_info", "1 for the plan of the organization, read hourly. Absent if the Hub does not disclose it.", "plan"),
		func(a *huggingface.Account, add addSample) {
			if a.Plan != "" {
				add(1, a.Plan)
			}
		},
	}, {
		newDesc("huggingface_organization_subscription_end_timestamp_seconds",
			"Unix timestamp of the end of the paid period, when seats are trued up, read hourly. Absent if the Hub does not disclose it."),
		func(a *huggingface.Account, add addSample) {
			if !a.PeriodEnd.IsZero() {
				add(unixSeconds(a.PeriodEnd))
			}
		},
	}, {
		newDesc("huggingface_organization_access_restricted",
			"Whether the restriction keeps this token from data of the organization (1) or not (0), read hourly. Absent if the Hub does not disclose it.", "restriction"),
		func(a *huggingface.Account, add addSample) {
			restrictions, disclosed := a.Restrictions.Get()
			if !disclosed {
				return
			}
			for _, r := range restrictionLabels(restrictions) {
				add(boolValue(slices.Contains(restrictions, r)), r)
			}
		},
	}, {
		newDesc("huggingface_token_info",
			"1 for the role of the token and the role of its owner in the organization, unknown if the Hub does not disclose it, read hourly.", "token_role", "organization_role"),
		func(a *huggingface.Account, add addSample) {
			add(1, cmp.Or(a.TokenRole, RoleUnknown), cmp.Or(string(a.Role), RoleUnknown))
		},
	}, {
		newDesc("huggingface_token_expiry_timestamp_seconds",
			"Unix timestamp at which the token expires, read hourly. Absent if it never expires."),
		func(a *huggingface.Account, add addSample) {
			if !a.TokenExpiry.IsZero() {
				add(unixSeconds(a.TokenExpiry))
			}
		},
	},
}

// restrictionLabels are the documented restrictions and those given, sorted.
func restrictionLabels(restrictions []string) []string {
	all := append([]string{"ip", "mfa", "sso", "token-policy", "token-revoked"}, restrictions...)
	slices.Sort(all)
	return slices.Compact(all)
}
