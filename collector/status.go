package collector

import (
	"time"

	"huggingface_exporter/huggingface"
)

// Status is what a person wants to know of one organization. There is no
// personal data in it.
type Status struct {
	Organization string
	// Tried says that the first scrape has ended.
	Tried bool
	// Up says that the last scrape completed.
	Up bool
	// Err is why the last scrape failed; nil when it completed.
	Err error
	// LastScrape and LastSuccess are when the last scrape and the last
	// complete one ended, NextScrape is when the next one is due. They are
	// zero where there is none; NextScrape is zero while a scrape runs.
	LastScrape, LastSuccess, NextScrape time.Time
	// SeatLimit is the configured one; 0 for none.
	SeatLimit int
	// Stale says that the last complete scrape is too old to be shown.
	Stale bool
	// Seats is the last complete scrape; nil before the first, and when stale.
	Seats *Seats
	// Account is what the token's owner may see and do; nil where that is
	// not known.
	Account *Account
}

// Seats is what one complete scrape counted.
type Seats struct {
	Members int
	// ByRole has the five roles, then "other" and "unknown" where there are
	// any; "unknown" alone where no role is disclosed. The counts by role
	// below are alike.
	ByRole []RoleCount
	Pro    []RoleCount
	// What follows is not disclosed where the Hub left the field out of
	// every member.
	WithoutTwoFactor     huggingface.Optional[[]RoleCount]
	External             huggingface.Optional[[]RoleCount]
	WithoutVerifiedEmail huggingface.Optional[int]
	// HiddenGroupMembers is the number of memberships in resource groups that
	// the Hub reports and the token does not see. It is not disclosed either
	// when resource groups are not collected.
	HiddenGroupMembers huggingface.Optional[int]
	// Undisclosed are the numbers of members for whom the Hub left out a
	// field; always all five fields.
	Undisclosed []FieldCount
	// Pages is the number of pages that were read.
	Pages int
}

// RoleCount is a number of members with one role.
type RoleCount struct {
	Role  string
	Count int
}

// FieldCount is a number of members without one field: role, two_factor,
// external_collaborator, verified_email or resource_groups.
type FieldCount struct {
	Field string
	Count int
}

// Account is what the Hub tells of the token that an organization is read
// with. Texts are "" and times are zero where the Hub does not tell.
type Account struct {
	TokenRole string
	// TokenExpiry is zero for a token that never expires, too.
	TokenExpiry time.Time
	// OrganizationRole is the role of the token's owner in the organization.
	OrganizationRole huggingface.Role
	Plan             string
	PeriodEnd        time.Time
	// Restrictions now keep the token from the organization's data.
	Restrictions huggingface.Optional[[]string]
}
