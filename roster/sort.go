package roster

import (
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"huggingface_exporter/huggingface"
)

// keyEnd ends the parts of the key in front of a packed member. As the least
// of all bytes it lets "ann" come before "ann-b". JSON never has it.
const keyEnd = "\x00"

// sorter holds members until all are there, to put them in order by user name,
// and by ID where a name occurs twice. It holds each as one text, key and packed
// member, which takes about half the memory of the lines that they become.
type sorter []string

// packed is what a member has beside its key, in as few bytes as JSON allows.
type packed struct {
	Email          *string     `json:"e,omitempty"`
	FullName       string      `json:"f"`
	Role           *string     `json:"r,omitempty"`
	Pro            bool        `json:"p,omitempty"`
	TwoFactor      *bool       `json:"t,omitempty"`
	External       *bool       `json:"x,omitempty"`
	ResourceGroups [][3]string `json:"g"`
}

func (s *sorter) add(m *member) error {
	p := packed{m.Email, m.FullName, m.Role, m.Pro, m.TwoFactor, m.External, nil}
	if m.ResourceGroups != nil {
		p.ResourceGroups = make([][3]string, 0, len(m.ResourceGroups))
	}
	for _, g := range m.ResourceGroups {
		p.ResourceGroups = append(p.ResourceGroups, [3]string{g.ID, g.Name, g.Role})
	}
	text, err := json.Marshal(p)
	*s = append(*s, m.Username+keyEnd+m.UserID+keyEnd+string(text))
	return err
}

// sorted yields the members in order, and an error at most once, at the end.
func (s sorter) sorted() iter.Seq2[*member, error] {
	slices.Sort(s)
	return func(yield func(*member, error) bool) {
		for _, text := range s {
			m, err := unpack(text)
			if !yield(m, err) || err != nil {
				return
			}
		}
	}
}

func unpack(text string) (*member, error) {
	// From the end: a hostile Hub may have put anything into the name.
	end := strings.LastIndex(text, keyEnd)
	key := text[:end]
	middle := strings.LastIndex(key, keyEnd)
	var p packed
	if err := json.Unmarshal([]byte(text[end+len(keyEnd):]), &p); err != nil {
		return nil, err
	}
	m := &member{
		UserID: key[middle+len(keyEnd):], Username: key[:middle],
		Email: p.Email, FullName: p.FullName, Role: p.Role, Pro: p.Pro, TwoFactor: p.TwoFactor, External: p.External,
	}
	if p.Role != nil {
		m.LicenseType = new(licenseType(huggingface.Role(*p.Role)))
	}
	if p.ResourceGroups != nil {
		m.ResourceGroups = make([]group, 0, len(p.ResourceGroups))
	}
	for _, g := range p.ResourceGroups {
		m.ResourceGroups = append(m.ResourceGroups, group{g[0], g[1], g[2]})
	}
	return m, nil
}
