package hubtest

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
)

// redirected answers requests for an organization by a former name, or by its
// name in another case: with a redirect to the canonical name, whose Location
// has only a path and a query.
func (h *Hub) redirected(w http.ResponseWriter, r *http.Request, name string) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	canonical := h.canonical[strings.ToLower(name)]
	o, known := h.organizations[canonical]
	if !known || canonical == name {
		return false
	}
	_, endpoint, _ := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), "/api/organizations/"), "/")
	location := url.URL{Path: "/api/organizations/" + canonical + "/" + endpoint, RawQuery: r.URL.RawQuery}
	w.Header().Set("Location", location.String())
	w.WriteHeader(cmp.Or(o.RedirectStatus, http.StatusTemporaryRedirect))
	return true
}
