package hubtest

import "net/http"

type overviewJSON struct {
	Name       string `json:"name"`
	Fullname   string `json:"fullname"`
	AvatarURL  string `json:"avatarUrl"`
	IsVerified bool   `json:"isVerified"`
	NumUsers   int    `json:"numUsers"`
	Plan       string `json:"plan,omitempty"`
}

// overview answers with the public profile of an organization.
func (h *Hub) overview(w http.ResponseWriter, r *http.Request, name string) {
	o, _, refused := h.authorize(secretOf(r), name)
	if refused != nil {
		refused.write(w)
		return
	}
	answer := overviewJSON{Name: o.Name, Fullname: o.Name, AvatarURL: avatarURL(o.Name), NumUsers: len(o.Members) + o.HiddenMembers, Plan: o.Plan}
	writeBody(w, http.StatusOK, "application/json; charset=utf-8", encode(answer))
}
