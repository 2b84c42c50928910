package hubtest

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Power is what a token may see of an organization's members.
type Power int

// The powers.
const (
	// Admin sees all fields.
	Admin Power = iota
	// Insider is a member but no admin: the required fields, and role.
	Insider
	// Outsider sees the required fields only.
	Outsider
)

// Token is what whoami tells of a token and its owner.
type Token struct {
	Name      string    // displayName
	Role      string    // read, write, god or fineGrained
	ExpiresAt time.Time // zero: never
	User      string
	// Permissions are those of a fineGrained token, by organization. For nil
	// it has org.read for all organizations that know it.
	Permissions map[string][]string

	revoked bool
}

// SetToken makes a secret known to the Hub, with what whoami says of it. A secret that an
// [Organization] names is known without it, as a read token that never expires.
func (h *Hub) SetToken(secret string, t Token) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tokens[secret] = t
}

// RevokeToken makes the Hub answer 401 to a secret, until SetToken.
func (h *Hub) RevokeToken(secret string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tokens[secret] = Token{revoked: true}
}

// accessError is the answer to a request that the Hub refuses.
type accessError struct {
	status        int
	code, message string
}

func (e *accessError) write(w http.ResponseWriter) {
	writeError(w, e.status, e.code, e.message)
}

// secretOf returns the bearer token of a request, "" where there is none.
func secretOf(r *http.Request) string {
	secret, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return secret
}

// authenticate finds the token of a secret. The caller holds h.mu.
func (h *Hub) authenticate(secret string) (Token, *accessError) {
	token, known := h.tokens[secret]
	if !known {
		token = Token{Name: "hubtest", Role: "read", User: "hubtest"}
		for _, o := range h.organizations {
			if _, ok := o.Tokens[secret]; ok {
				known = true
				break
			}
		}
	}
	if !known || token.revoked {
		return Token{}, &accessError{http.StatusUnauthorized, "InvalidCredentials", "Invalid credentials in Authorization header"}
	}
	if !token.ExpiresAt.IsZero() && !time.Now().Before(token.ExpiresAt) {
		return Token{}, &accessError{http.StatusUnauthorized, "TokenExpired", fmt.Sprintf("User Access Token %q is expired", token.Name)}
	}
	return token, nil
}

// authorize returns an organization and the power that a secret has there; ""
// is an anonymous request. As on the Hub, an organization that the secret may
// not see is not found.
func (h *Hub) authorize(secret, name string) (*organization, Power, *accessError) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	if secret != "" {
		if _, err := h.authenticate(secret); err != nil {
			return nil, 0, err
		}
	}
	o, ok := h.organizations[name]
	if ok {
		if power, named := o.Tokens[secret]; named {
			return o, power, nil
		}
	}
	if !ok || !o.Public {
		return nil, 0, &accessError{http.StatusNotFound, "OrganizationNotFound", "Organization not found"}
	}
	return o, Outsider, nil
}
