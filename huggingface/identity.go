package huggingface

import "time"

// Identity is what GET /api/whoami-v2 tells of a token and of its owner.
type Identity struct {
	// Token is the token that the answer is about.
	Token TokenID
	// Name is the user's name.
	Name string
	// TokenRole is read, write, god or fineGrained; "" where not told.
	TokenRole string
	// TokenExpiry is zero for a token that never expires.
	TokenExpiry   time.Time
	Organizations []OrganizationAccess
}

// OrganizationAccess is what a token's owner is in one organization.
type OrganizationAccess struct {
	Name string
	// Role of the owner; "" where not told.
	Role Role
	// Plan is team, enterprise, plus or academia; "" where not told.
	Plan string
	// PeriodEnd is the end of the paid period; zero where not told.
	PeriodEnd time.Time
	// Restrictions (mfa, token-policy, token-revoked, sso, ip) now keep the
	// token from the organization's data. Not disclosed where not told.
	Restrictions Optional[[]string]
}
