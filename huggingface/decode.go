package huggingface

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

const (
	// readSize is how much is read from the network at once, in bytes.
	readSize = 32 << 10
	// maxWords bounds the strings that are kept for a listing: roles and
	// resource groups are few; a Hub that sends new ones without end gets
	// copies.
	maxWords = 4096
	// maxGroups bounds the resource groups of one member.
	maxGroups = 10_000
)

// decoder reads pages of members token by token: no page and no member's raw
// text is held, and what is decoded shares few allocations. It serves all
// pages of one listing.
//
// It is strict about what is counted and lenient about the rest: see [lenient].
type decoder struct {
	// in reads more at a time from the network than json does.
	in     *bufio.Reader
	json   *jsontext.Decoder
	opts   []jsontext.Options
	texts  stringArena
	words  map[string]string // by what they are in JSON
	groups sliceArena[ResourceGroup]
	// scratch holds the strings that have escapes, unquoted.
	scratch []byte
}

func newDecoder() *decoder {
	return &decoder{in: bufio.NewReaderSize(nil, readSize), json: new(jsontext.Decoder), opts: lenient(), words: make(map[string]string)}
}

// page calls yield for each member of the JSON array in r. The error is
// errStopped if yield returned false; else it is about the JSON's syntax or
// shape, or the reader's own.
func (d *decoder) page(r io.Reader, yield func(Member) bool) error {
	d.in.Reset(&valueReader{r: controlReplacer{r}, decoder: d.json})
	d.json.Reset(d.in, d.opts...)
	if err := d.open('[', "an array of members"); err != nil {
		return err
	}
	for d.json.PeekKind() != ']' {
		m, err := d.member()
		if err != nil {
			return err
		}
		if !yield(m) {
			return errStopped
		}
	}
	if _, err := d.json.ReadToken(); err != nil {
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
	if err := d.open('{', "a member as an object"); err != nil {
		return m, err
	}
	for d.json.PeekKind() != '}' {
		name, err := d.name()
		if err != nil {
			return m, err
		}
		switch string(name) {
		case "_id":
			err = once(&id, "_id", d.id)
		case "isPro":
			err = once(&pro, "isPro", d.bool)
		case "user":
			m.Username, err = d.anyText()
			hasUser = true
		case "fullname":
			m.Fullname, err = d.anyText()
		case "role":
			err = optional(d, &m.Role, "role", d.role)
		case "twoFaEnabled":
			err = optional(d, &m.TwoFactor, "twoFaEnabled", d.bool)
		case "isExternalCollaborator":
			err = optional(d, &m.External, "isExternalCollaborator", d.bool)
		case "verifiedEmail":
			err = once(&m.VerifiedEmail, "verifiedEmail", d.email)
		case "resourceGroups":
			m.ResourceGroups, err = d.resourceGroups(m.ResourceGroups)
		default:
			err = d.json.SkipValue()
		}
		if err != nil {
			return m, err
		}
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
	_, err := d.json.ReadToken()
	return m, err
}

// once reads a field that is counted. If it comes twice, both have the same
// value.
func once[T comparable](field *Optional[T], name string, read func(string) (T, error)) error {
	v, err := read(name)
	if before, again := field.Get(); again && before != v && err == nil {
		return fmt.Errorf("a duplicate %s has another value", name)
	}
	*field = Disclosed(v)
	return err
}

// optional is once for a field that the Hub may leave out. A null says as
// little as an absent field does.
func optional[T comparable](d *decoder, field *Optional[T], name string, read func(string) (T, error)) error {
	if d.json.PeekKind() == 'n' {
		return d.json.SkipValue()
	}
	return once(field, name, read)
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
	if err := d.open('[', "resourceGroups as an array"); err != nil {
		return before, err
	}
	d.groups.begin()
	for d.json.PeekKind() != ']' {
		g, err := d.resourceGroup()
		if err != nil {
			return before, err
		}
		if d.groups.append(g); d.groups.len() > maxGroups {
			return before, fmt.Errorf("a member has more than %d resource groups", maxGroups)
		}
	}
	_, err := d.json.ReadToken()
	return Disclosed(d.groups.end()), err
}

func (d *decoder) resourceGroup() (ResourceGroup, error) {
	var g ResourceGroup
	var id Optional[string]
	var role Optional[Role]
	var users Optional[int]
	if err := d.open('{', "a resource group as an object"); err != nil {
		return g, err
	}
	for d.json.PeekKind() != '}' {
		name, err := d.name()
		if err != nil {
			return g, err
		}
		switch string(name) {
		case "id":
			err = once(&id, "id", d.word)
		case "role":
			err = once(&role, "role", d.role)
		case "numUsers":
			err = once(&users, "numUsers", d.count)
		case "name":
			g.Name, err = d.anyWord()
		default:
			err = d.json.SkipValue()
		}
		if err != nil {
			return g, err
		}
	}
	var hasID, hasRole, hasUsers bool
	g.ID, hasID = id.Get()
	g.Role, hasRole = role.Get()
	g.NumUsers, hasUsers = users.Get()
	if !hasID || !hasRole || !hasUsers {
		return g, errors.New("a resource group lacks one of id, role and numUsers")
	}
	_, err := d.json.ReadToken()
	return g, err
}

// email reads verifiedEmail, the one field whose null is an answer: the Hub
// shows no address.
func (d *decoder) email(name string) (string, error) {
	if d.json.PeekKind() == 'n' {
		return "", d.json.SkipValue()
	}
	b, err := d.string(name)
	return d.texts.string(b), err
}
