package hubtest

import "net/http"

type overviewJSON struct {
	Name       string `json:"name"`
	Fullname   string `json:"fullname"`
	AvatarURL  string `json:"avatarUrl"`
	IsVerified bool   `json:"isVerified"`
	NumUsers   *int   `json:"numUsers,omitempty"`
	Plan       string `json:"plan,omitempty"`
}

// overview answers with the public profile of an organization.
func (h *Hub) overview(w http.ResponseWriter, r *http.Request, name string) {
	o, _, refused := h.authorize(secretOf(r), name)
	if refused != nil {
		refused.write(w)
		return
	}
	answer := overviewJSON{Name: o.Name, Fullname: o.Name, AvatarURL: avatarURL(o.Name), Plan: o.Plan}
	if !o.HideSize {
		answer.NumUsers = new(len(o.Members) + o.HiddenMembers)
	}
	writeBody(w, http.StatusOK, "application/json; charset=utf-8", encode(answer))
}
