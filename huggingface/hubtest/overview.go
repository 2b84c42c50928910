package hubtest

import "net/http"

// overview answers with the public profile of an organization.
func (h *Hub) overview(w http.ResponseWriter, r *http.Request, name string) {
	o, _, refused := h.authorize(secretOf(r), name)
	if refused != nil {
		refused.write(w)
		return
	}
	answer := map[string]any{
		"name": o.Name, "fullname": o.Name, "avatarUrl": avatarURL(o.Name), "isVerified": false, "numUsers": len(o.Members) + o.HiddenMembers,
	}
	if o.Plan != "" {
		answer["plan"] = o.Plan
	}
	writeBody(w, http.StatusOK, contentType, encode(answer))
}
