package roster

import (
	"encoding/json"
	"slices"
	"strings"

	"huggingface_exporter/huggingface"
)

// keyEnd ends the parts of the key in front of a packed member. As the least
// of all bytes it lets "ann" come before "ann-b". JSON never has it.
const keyEnd = "\x00"

// sorter is a section whose members are put in order by user name, and by ID
// where a name occurs twice. It holds each as one text, key and packed member,
// which takes a third of the memory of the lines that they become.
type sorter struct {
	organization string
	held         []string
	// groups are what members are in; index has their places. They are few.
	groups []group
	index  map[group]int
}

// packed is what a member has beside its key, in as few bytes as JSON allows.
type packed struct {
	Email     *string `json:"e,omitempty"`
	FullName  string  `json:"f"`
	Role      *string `json:"r,omitempty"`
	Pro       bool    `json:"p,omitempty"`
	TwoFactor *bool   `json:"t,omitempty"`
	External  *bool   `json:"x,omitempty"`
	Directory *string `json:"d,omitempty"`
	Groups    []int   `json:"g"` // places in sorter.groups
}

func (s *sorter) add(m *member) error {
	s.organization = m.Organization
	p := packed{m.Email, m.FullName, m.Role, m.Pro, m.TwoFactor, m.External, m.Directory, nil}
	if m.ResourceGroups != nil {
		p.Groups = make([]int, 0, len(m.ResourceGroups))
	}
	for _, g := range m.ResourceGroups {
		p.Groups = append(p.Groups, s.place(g))
	}
	text, err := json.Marshal(p)
	s.held = append(s.held, m.Username+keyEnd+m.UserID+keyEnd+string(text))
	return err
}

func (s *sorter) place(g group) int {
	i, ok := s.index[g]
	if !ok {
		i = len(s.groups)
		s.groups = append(s.groups, g)
		s.index[g] = i
	}
	return i
}

// print forgets each member once it is printed, so that a table, which holds its
// rows, does not hold the members too.
func (s *sorter) print(w *Writer) error {
	slices.Sort(s.held)
	for i, text := range s.held {
		m, err := s.unpack(text)
		if err != nil {
			return err
		}
		if err := w.lines.add(m); err != nil {
			return err
		}
		s.held[i] = ""
	}
	return nil
}

func (*sorter) discard() error { return nil }

func (s *sorter) unpack(text string) (*member, error) {
	// From the end: a hostile Hub may have put anything into the name.
	end := strings.LastIndex(text, keyEnd)
	key := text[:end]
	middle := strings.LastIndex(key, keyEnd)
	var p packed
	if err := json.Unmarshal([]byte(text[end+len(keyEnd):]), &p); err != nil {
		return nil, err
	}
	m := &member{
		Organization: s.organization, UserID: key[middle+len(keyEnd):], Username: key[:middle],
		Email: p.Email, FullName: p.FullName, Role: p.Role, Pro: p.Pro, TwoFactor: p.TwoFactor, External: p.External, Directory: p.Directory,
	}
	if p.Role != nil {
		m.LicenseType = new(licenseType(huggingface.Role(*p.Role)))
	}
	if p.Groups != nil {
		m.ResourceGroups = make([]group, 0, len(p.Groups))
	}
	for _, place := range p.Groups {
		m.ResourceGroups = append(m.ResourceGroups, s.groups[place])
	}
	return m, nil
}
