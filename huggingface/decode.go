package huggingface

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

const (
	// readSize is how much is read from the network at once, in bytes.
	readSize = 32 << 10
	// maxGroups bounds the resource groups of one member.
	maxGroups = 10_000
)

// decoder reads pages of members value by value: no page and no member's raw
// text is held, and what is decoded shares few allocations. It serves all
// pages of one listing.
//
// It is strict about what is counted and lenient about the rest: see [lenient].
type decoder struct {
	// in reads more at a time from the network than json does.
	in   *bufio.Reader
	json *jsontext.Decoder
	opts []jsontext.Options
	// group reads a resource group that was not read before.
	group  *jsontext.Decoder
	texts  stringArena
	roles  interner[Role]
	groups interner[ResourceGroup]
	slices sliceArena[ResourceGroup]
	// scratch holds the strings that have escapes, unquoted.
	scratch []byte
}

func newDecoder() *decoder {
	return &decoder{in: bufio.NewReaderSize(nil, readSize), json: new(jsontext.Decoder), group: new(jsontext.Decoder), opts: lenient()}
}

// page calls yield for each member of the JSON array in r. The error is
// errStopped if yield returned false; else it is about the JSON's syntax or
// shape, or the reader's own.
func (d *decoder) page(r io.Reader, yield func(Member) bool) error {
	d.in.Reset(&valueReader{r: controlReplacer{r}, decoder: d.json})
	d.json.Reset(d.in, d.opts...)
	err := array(d.json, "an array of members", func() error {
		m, err := d.member()
		if err == nil && !yield(m) {
			return errStopped
		}
		return err
	})
	if err != nil {
		return err
	}
	// Read to the end, so that the connection can be used again.
	switch _, err := d.json.ReadToken(); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return err
	}
	return errors.New("there is more after the array of members")
}

// member reads one member. The Hub always sends _id, user and isPro. Of a text
// that comes twice the last is used; of what is counted, two different values
// are an error.
func (d *decoder) member() (Member, error) {
	var m Member
	var id Optional[ID]
	var pro Optional[bool]
	hasUser := false
	err := d.object(d.json, "a member as an object", func(name []byte) (err error) {
		switch string(name) {
		case "_id":
			return once(d.json, &id, "_id", d.id)
		case "isPro":
			return once(d.json, &pro, "isPro", boolean)
		case "user":
			m.Username, err = d.anyText()
			hasUser = true
		case "fullname":
			m.Fullname, err = d.anyText()
		case "role":
			return optional(d.json, &m.Role, "role", d.role)
		case "twoFaEnabled":
			return optional(d.json, &m.TwoFactor, "twoFaEnabled", boolean)
		case "isExternalCollaborator":
			return optional(d.json, &m.External, "isExternalCollaborator", boolean)
		case "verifiedEmail":
			return once(d.json, &m.VerifiedEmail, "verifiedEmail", d.email)
		case "resourceGroups":
			m.ResourceGroups, err = d.resourceGroups(m.ResourceGroups)
		default:
			return d.json.SkipValue()
		}
		return err
	})
	if err != nil {
		return m, err
	}
	var hasID, hasPro bool
	m.ID, hasID = id.Get()
	m.Pro, hasPro = pro.Get()
	if !hasID || !hasUser || !hasPro {
		return m, errors.New("a member lacks one of _id, user and isPro")
	}
	if role, _ := m.Role.Get(); role == "" {
		m.Role = Optional[Role]{} // It says as little as an absent role does.
	}
	return m, nil
}

// resourceGroups reads the member's groups. The slice shares its array with
// those of other members, and has no room to grow into theirs.
func (d *decoder) resourceGroups(before Optional[[]ResourceGroup]) (Optional[[]ResourceGroup], error) {
	if d.json.PeekKind() == 'n' {
		return before, d.json.SkipValue()
	}
	if _, again := before.Get(); again {
		return before, errors.New("resourceGroups has a duplicate")
	}
	d.slices.begin()
	err := array(d.json, "resourceGroups as an array", func() error {
		v, err := d.json.ReadValue()
		if err != nil {
			return err
		}
		g, err := d.groups.intern(v, func() (ResourceGroup, error) { return d.resourceGroup(v) })
		if d.slices.append(g); d.slices.len() > maxGroups {
			return fmt.Errorf("a member has more than %d resource groups", maxGroups)
		}
		return err
	})
	return Disclosed(d.slices.end()), err
}

// resourceGroup decodes a group, which is the same text in each of its members
// who have the same role there.
func (d *decoder) resourceGroup(v jsontext.Value) (ResourceGroup, error) {
	var g ResourceGroup
	var id Optional[string]
	var role Optional[Role]
	var users Optional[int]
	d.group.Reset(bytes.NewBuffer(v), d.opts...)
	err := d.object(d.group, "a resource group as an object", func(name []byte) error {
		switch string(name) {
		case "id":
			return once(d.group, &id, "id", d.string)
		case "role":
			return once(d.group, &role, "role", d.role)
		case "numUsers":
			return once(d.group, &users, "numUsers", count)
		case "name":
			v, err := d.group.ReadValue()
			g.Name = ""
			if v.Kind() == '"' {
				g.Name = string(d.text(v))
			}
			return err
		}
		return d.group.SkipValue()
	})
	if err != nil {
		return g, err
	}
	var hasID, hasRole, hasUsers bool
	g.ID, hasID = id.Get()
	g.Role, hasRole = role.Get()
	g.NumUsers, hasUsers = users.Get()
	if !hasID || !hasRole || !hasUsers {
		return g, errors.New("a resource group lacks one of id, role and numUsers")
	}
	return g, nil
}
