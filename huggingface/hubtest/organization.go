package hubtest

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Organization is the truth about one organization. A request sees as much of
// it as the [Power] of its token allows.
type Organization struct {
	Name string
	// FormerNames redirect to Name, as does Name in another case.
	FormerNames []string
	// RedirectStatus is 307 where it is zero.
	RedirectStatus int
	// Plan is team, enterprise, plus or academia; "" leaves it out of whoami.
	Plan string
	// PeriodEnd is when the paid period ends; whoami has null where it is zero.
	PeriodEnd time.Time
	// Members are listed in this order.
	Members []Member
	// HiddenMembers are so many more than the list has, in the overview.
	HiddenMembers int
	// Tokens are the secrets that the organization knows.
	Tokens map[string]Power
	// Public lets anyone see the members as an [Outsider] does. Otherwise the
	// organization does not exist for those whom it does not know.
	Public bool
	// Restrictions are the securityRestrictions of whoami: mfa, token-policy,
	// token-revoked, sso, ip.
	Restrictions []string
}

// Member is the truth about one member.
type Member struct {
	ID                     string // 24 hexadecimal digits
	User                   string
	Fullname               string
	AvatarURL              string
	IsPro                  bool
	Role                   string
	TwoFaEnabled           bool
	IsExternalCollaborator bool
	VerifiedEmail          *string // nil: none
	ResourceGroups         []ResourceGroup
	// Omit names fields, as JSON has them, that the Hub leaves out of this
	// member whatever the token.
	Omit []string
}

// ResourceGroup is a member's place in one resource group.
type ResourceGroup struct {
	ID       string
	Name     string
	NumUsers int // in the whole group
	Role     string
}

// organization is one version of an Organization; it never changes.
type organization struct {
	Organization

	mu    sync.Mutex
	pages map[pageKey]func() []byte
}

// SetOrganization adds an organization, or replaces the one of that name at
// once. The Hub keeps a copy of its own.
func (h *Hub) SetOrganization(o Organization) {
	version := &organization{Organization: o.clone(), pages: make(map[pageKey]func() []byte)}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.organizations[o.Name] = version
	for _, name := range append([]string{o.Name}, o.FormerNames...) {
		h.canonical[strings.ToLower(name)] = o.Name
	}
}

// RemoveOrganization makes the Hub forget an organization.
func (h *Hub) RemoveOrganization(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.organizations, name)
}

func (o Organization) clone() Organization {
	o.Members = slices.Clone(o.Members)
	for i := range o.Members {
		m := &o.Members[i]
		if m.VerifiedEmail != nil {
			m.VerifiedEmail = new(*m.VerifiedEmail)
		}
		m.ResourceGroups = slices.Clone(m.ResourceGroups)
		m.Omit = slices.Clone(m.Omit)
	}
	o.Tokens = maps.Clone(o.Tokens)
	o.FormerNames = slices.Clone(o.FormerNames)
	o.Restrictions = slices.Clone(o.Restrictions)
	return o
}

// objectID makes up the ID of what has only a name.
func objectID(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:12])
}
