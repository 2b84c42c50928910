package huggingface

import (
	"strings"
	"time"
)

// Identity is what GET /api/whoami-v2 tells of a token and of its owner.
type Identity struct {
	// Token is the token that the answer is about.
	Token TokenID
	// Name is the user's name.
	Name string
	// TokenName is what the owner calls the token; "" where not told.
	TokenName string
	// TokenRole is read, write, god or fineGrained; "" where not told.
	TokenRole string
	// TokenExpiry is zero for a token that never expires.
	TokenExpiry   time.Time
	Organizations []OrganizationAccess
	// Scopes are those of a fine-grained token; undisclosed for others.
	Scopes Optional[[]Scope]
}

// OrganizationAccess is what a token's owner is in one organization.
type OrganizationAccess struct {
	ID, Name string
	// Role of the owner; "" where not told.
	Role Role
	// Plan is team, enterprise, plus or academia; "" where not told.
	Plan string
	// PeriodEnd is the end of the paid period; zero where not told.
	PeriodEnd time.Time
	// Restrictions (mfa, token-policy, token-revoked, sso, ip) now keep the
	// token from the organization's data. Undisclosed where not told.
	Restrictions Optional[[]string]
}

// Scope is what a fine-grained token may do with one entity, such as an
// organization or a repository.
type Scope struct {
	// Type is org, user, model, dataset and others.
	Type     string
	ID, Name string
	// Permissions are such as org.read and repo.content.read.
	Permissions []string
}

// fineGrained is the TokenRole of tokens with scopes.
const fineGrained = "fineGrained"

// Account is an [Identity] as one organization sees it. Texts are "" and times
// are zero where the Hub does not tell.
type Account struct {
	// Owner is the name of the user whose token it is.
	Owner string
	// TokenName and TokenRole are those of [Identity].
	TokenName, TokenRole string
	// TokenExpiry is zero for a token that never expires, too.
	TokenExpiry time.Time

	// Member reports whether the owner belongs to the organization. The rest
	// is zero if not, but for Permissions.
	Member bool
	// Organization is the organization's name as whoami spells it.
	Organization string
	Role         Role // of the owner
	Plan         string
	PeriodEnd    time.Time
	Restrictions Optional[[]string]
	// Permissions of a fine-grained token for the organization; undisclosed
	// for other tokens.
	Permissions Optional[[]string]
}

// FineGrained reports whether the token is known to be a fine-grained one.
func (a *Account) FineGrained() bool { return a != nil && a.TokenRole == fineGrained }

// Account returns the identity as an organization sees it. The names are those
// that the organization is known by: the one asked for, and the canonical one
// if the Hub redirected to it. Their case does not matter.
func (id Identity) Account(names ...string) Account {
	a := Account{Owner: id.Name, TokenName: id.TokenName, TokenRole: id.TokenRole, TokenExpiry: id.TokenExpiry}
	var organization OrganizationAccess
	for _, o := range id.Organizations {
		if anyEqualFold(names, o.Name) {
			organization = o
			a.Member = true
			a.Organization, a.Role, a.Plan, a.PeriodEnd, a.Restrictions = o.Name, o.Role, o.Plan, o.PeriodEnd, o.Restrictions
			break
		}
	}
	scopes, disclosed := id.Scopes.Get()
	if !disclosed {
		return a
	}
	permissions := []string{}
	for _, s := range scopes {
		if s.Type == "org" && (s.ID != "" && s.ID == organization.ID || anyEqualFold(names, s.Name)) {
			permissions = append(permissions, s.Permissions...)
		}
	}
	a.Permissions = Disclosed(permissions)
	return a
}

func anyEqualFold(names []string, want string) bool {
	for _, name := range names {
		if want != "" && strings.EqualFold(name, want) {
			return true
		}
	}
	return false
}
