package hubtest

import (
	"maps"
	"net/http"
	"slices"
	"time"
)

// timestamp is the form of a date-time in the OpenAPI description.
const timestamp = "2006-01-02T15:04:05.000Z"

type whoamiJSON struct {
	Type          string    `json:"type"`
	ID            string    `json:"id"`
	Name          string    `json:"name"`
	Fullname      string    `json:"fullname"`
	Email         *string   `json:"email"`
	EmailVerified bool      `json:"emailVerified"`
	CanPay        bool      `json:"canPay"`
	PeriodEnd     *int64    `json:"periodEnd"`
	IsPro         bool      `json:"isPro"`
	AvatarURL     string    `json:"avatarUrl"`
	Orgs          []orgJSON `json:"orgs"`
	Auth          authJSON  `json:"auth"`
}

type authJSON struct {
	Type        string          `json:"type"`
	AccessToken accessTokenJSON `json:"accessToken"`
	ExpiresAt   string          `json:"expiresAt,omitempty"`
}

type accessTokenJSON struct {
	DisplayName string           `json:"displayName"`
	Role        string           `json:"role"`
	CreatedAt   string           `json:"createdAt"`
	FineGrained *fineGrainedJSON `json:"fineGrained,omitempty"`
}

type fineGrainedJSON struct {
	Scoped []scopeJSON `json:"scoped"`
}

type scopeJSON struct {
	Entity      entityJSON `json:"entity"`
	Permissions []string   `json:"permissions"`
}

type entityJSON struct {
	ID   string `json:"_id"`
	Name string `json:"name"`
	Type string `json:"type"`
}

// orgJSON is an organization of the token's owner. An [Outsider] of it sees
// the required fields only.
type orgJSON struct {
	Type                 string    `json:"type"`
	ID                   string    `json:"id"`
	Name                 string    `json:"name"`
	Fullname             string    `json:"fullname"`
	AvatarURL            string    `json:"avatarUrl"`
	PeriodEnd            **int64   `json:"periodEnd,omitempty"` // to nil: null
	Plan                 string    `json:"plan,omitempty"`
	RoleInOrg            string    `json:"roleInOrg,omitempty"`
	SecurityRestrictions *[]string `json:"securityRestrictions,omitempty"`
}

// whoami answers who owns a token, and what the owner is in which organization.
func (h *Hub) whoami(w http.ResponseWriter, r *http.Request) {
	answer, refused := h.identify(secretOf(r))
	if refused != nil {
		refused.write(w)
		return
	}
	writeBody(w, http.StatusOK, "application/json; charset=utf-8", encode(answer))
}

func (h *Hub) identify(secret string) (*whoamiJSON, *accessError) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	token, refused := h.authenticate(secret)
	if refused != nil {
		return nil, refused
	}
	answer := &whoamiJSON{
		Type: "user", ID: objectID("user " + token.User), Name: token.User, Fullname: token.User,
		EmailVerified: true, AvatarURL: avatarURL(token.User), Orgs: []orgJSON{}, Auth: token.auth(),
	}
	for _, name := range slices.Sorted(maps.Keys(h.organizations)) {
		o := h.organizations[name]
		power, ok := o.Tokens[secret]
		if !ok {
			continue
		}
		answer.Orgs = append(answer.Orgs, o.account(power))
		if scopes := answer.Auth.AccessToken.FineGrained; scopes != nil {
			scopes.Scoped = append(scopes.Scoped, scopeJSON{
				Entity:      entityJSON{ID: objectID(o.Name), Name: o.Name, Type: "org"},
				Permissions: token.permissions(o.Name),
			})
		}
	}
	return answer, nil
}

func (t Token) permissions(organization string) []string {
	if t.Permissions == nil {
		return []string{"org.read"}
	}
	return append([]string{}, t.Permissions[organization]...)
}

func (t Token) auth() authJSON {
	auth := authJSON{Type: "access_token", AccessToken: accessTokenJSON{
		DisplayName: t.Name, Role: t.Role, CreatedAt: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC).Format(timestamp),
	}}
	if t.Role == "fineGrained" {
		auth.AccessToken.FineGrained = &fineGrainedJSON{Scoped: []scopeJSON{}}
	}
	if !t.ExpiresAt.IsZero() {
		auth.ExpiresAt = t.ExpiresAt.UTC().Format(timestamp)
	}
	return auth
}

func (o *organization) account(power Power) orgJSON {
	account := orgJSON{
		Type: "org", ID: objectID(o.Name), Name: o.Name, Fullname: o.Name, AvatarURL: avatarURL(o.Name),
	}
	if power == Outsider {
		return account
	}
	var periodEnd *int64
	if !o.PeriodEnd.IsZero() {
		periodEnd = new(o.PeriodEnd.Unix())
	}
	restrictions := append([]string{}, o.Restrictions...)
	account.PeriodEnd, account.Plan, account.SecurityRestrictions = &periodEnd, o.Plan, &restrictions
	account.RoleInOrg = map[Power]string{Admin: "admin", Insider: "read"}[power]
	return account
}

func avatarURL(name string) string {
	return "https://cdn-avatars.huggingface.co/v1/production/uploads/" + objectID("avatar "+name) + ".png"
}
