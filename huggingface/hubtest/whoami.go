package hubtest

import (
	"maps"
	"net/http"
	"slices"
)

// timestamp is the form of a date-time in the OpenAPI description.
const timestamp = "2006-01-02T15:04:05.000Z"

// whoami answers who owns a token, and what the owner is in which organization.
func (h *Hub) whoami(w http.ResponseWriter, r *http.Request) {
	answer, refused := h.identify(secretOf(r))
	if refused != nil {
		refused.write(w)
		return
	}
	writeBody(w, http.StatusOK, contentType, encode(answer))
}

func (h *Hub) identify(secret string) (map[string]any, *accessError) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	token, refused := h.authenticate(secret)
	if refused != nil {
		return nil, refused
	}
	orgs, scopes := []any{}, []any{}
	for _, name := range slices.Sorted(maps.Keys(h.organizations)) {
		o := h.organizations[name]
		power, ok := o.Tokens[secret]
		if !ok {
			continue
		}
		orgs = append(orgs, o.account(power))
		scopes = append(scopes, map[string]any{
			"entity":      map[string]any{"_id": objectID(name), "name": name, "type": "org"},
			"permissions": token.permissions(name),
		})
	}
	return map[string]any{
		"type": "user", "id": objectID("user " + token.User), "name": token.User, "fullname": token.User, "avatarUrl": avatarURL(token.User),
		"email": nil, "emailVerified": true, "canPay": false, "periodEnd": nil, "isPro": false, "orgs": orgs, "auth": token.auth(scopes),
	}, nil
}

func (t Token) permissions(organization string) []string {
	if t.Permissions == nil {
		return []string{"org.read"}
	}
	return append([]string{}, t.Permissions[organization]...)
}

func (t Token) auth(scopes []any) map[string]any {
	accessToken := map[string]any{"displayName": t.Name, "role": t.Role, "createdAt": "2026-01-02T03:04:05.000Z"}
	if t.Role == "fineGrained" {
		accessToken["fineGrained"] = map[string]any{"scoped": scopes}
	}
	auth := map[string]any{"type": "access_token", "accessToken": accessToken}
	if !t.ExpiresAt.IsZero() {
		auth["expiresAt"] = t.ExpiresAt.UTC().Format(timestamp)
	}
	return auth
}

// account is what whoami says of the organization to a token with this power.
// An [Outsider] sees the required fields only.
func (o *organization) account(power Power) map[string]any {
	account := map[string]any{"type": "org", "id": objectID(o.Name), "name": o.Name, "fullname": o.Name, "avatarUrl": avatarURL(o.Name)}
	if power == Outsider {
		return account
	}
	account["roleInOrg"] = map[Power]string{Admin: "admin", Insider: "read"}[power]
	account["securityRestrictions"] = append([]string{}, o.Restrictions...)
	account["periodEnd"] = nil
	if !o.PeriodEnd.IsZero() {
		account["periodEnd"] = o.PeriodEnd.Unix()
	}
	if o.Plan != "" {
		account["plan"] = o.Plan
	}
	return account
}

func avatarURL(name string) string {
	return "https://cdn-avatars.huggingface.co/v1/production/uploads/" + objectID("avatar "+name) + ".png"
}
