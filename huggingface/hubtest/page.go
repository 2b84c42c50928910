package hubtest

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"sync"
)

// pageKey tells the pages of one version of an organization apart.
type pageKey struct {
	from, to int
	power    Power
	gzip     bool
}

// page returns an encoded page. It is made once, so that the double is not the
// bottleneck of a benchmark.
func (o *organization) page(key pageKey) []byte {
	o.mu.Lock()
	encoded, ok := o.pages[key]
	if !ok {
		encoded = sync.OnceValue(func() []byte { return o.encode(key) })
		o.pages[key] = encoded
	}
	o.mu.Unlock()
	return encoded()
}

func (o *organization) encode(key pageKey) []byte {
	if key.gzip {
		key.gzip = false
		return compress(o.page(key))
	}
	return encodeMembers(o.Members[key.from:key.to], key.power)
}

func compress(plain []byte) []byte {
	var buffer bytes.Buffer
	w, _ := gzip.NewWriterLevel(&buffer, gzip.BestSpeed) // The level is a valid one.
	_, _ = w.Write(plain)                                // A bytes.Buffer takes all.
	_ = w.Close()
	return buffer.Bytes()
}

// memberJSON is a member on the wire. A nil pointer is a field left out.
type memberJSON struct {
	ID                     string               `json:"_id"`
	User                   string               `json:"user"`
	Fullname               string               `json:"fullname"`
	AvatarURL              string               `json:"avatarUrl"`
	IsPro                  bool                 `json:"isPro"`
	Type                   string               `json:"type"`
	Role                   *string              `json:"role,omitempty"`
	TwoFaEnabled           *bool                `json:"twoFaEnabled,omitempty"`
	IsExternalCollaborator *bool                `json:"isExternalCollaborator,omitempty"`
	VerifiedEmail          **string             `json:"verifiedEmail,omitempty"` // to nil: null
	ResourceGroups         *[]resourceGroupJSON `json:"resourceGroups,omitempty"`
}

type resourceGroupJSON struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	NumUsers int    `json:"numUsers"`
	Role     string `json:"role"`
}

func encodeMembers(members []Member, power Power) []byte {
	list := make([]any, len(members))
	for i := range members {
		list[i] = members[i].visibleTo(power)
		if omit := members[i].Omit; len(omit) > 0 {
			list[i] = without(list[i], omit)
		}
	}
	return encode(list)
}

func (m *Member) visibleTo(power Power) memberJSON {
	visible := memberJSON{
		ID: m.ID, User: m.User, Fullname: m.Fullname, AvatarURL: m.AvatarURL, IsPro: m.IsPro, Type: "user",
	}
	if power == Admin || power == Insider {
		visible.Role = &m.Role
	}
	if power == Admin {
		groups := make([]resourceGroupJSON, len(m.ResourceGroups))
		for i, g := range m.ResourceGroups {
			groups[i] = resourceGroupJSON(g)
		}
		visible.TwoFaEnabled = &m.TwoFaEnabled
		visible.IsExternalCollaborator = &m.IsExternalCollaborator
		visible.VerifiedEmail = &m.VerifiedEmail
		visible.ResourceGroups = &groups
	}
	return visible
}

// without leaves fields out of what v is as JSON.
func without(v any, names []string) map[string]json.RawMessage {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(encode(v), &fields); err != nil {
		panic(err) // It was encoded a line above.
	}
	for _, name := range names {
		delete(fields, name)
	}
	return fields
}
