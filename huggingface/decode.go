package huggingface

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// readSize is how much is read from the network at once, in bytes.
const readSize = 32 << 10

// decoder reads pages of members token by token: no page and no member's raw
// text is held, and what is decoded shares few allocations. It serves all
// pages of one listing.
type decoder struct {
	// in reads more at a time from the network than json does.
	in     *bufio.Reader
	json   *jsontext.Decoder
	texts  texts
	groups slab[ResourceGroup]
	// scratch holds the strings that have escapes, unquoted.
	scratch []byte
}

func newDecoder() *decoder {
	return &decoder{in: bufio.NewReaderSize(nil, readSize), json: new(jsontext.Decoder), texts: newTexts()}
}

// page calls yield for each member of the JSON array in r, until yield returns
// false. An error is about the JSON's syntax or shape, or the reader's own.
func (d *decoder) page(r io.Reader, yield func(Member) bool) error {
	d.in.Reset(r)
	d.json.Reset(d.in)
	if err := d.open('[', "an array of members"); err != nil {
		return err
	}
	for d.json.PeekKind() != ']' {
		m, err := d.member()
		if err != nil {
			return err
		}
		if !yield(m) {
			return nil
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

// member reads one member. The Hub always sends _id, user and isPro: without
// them a member cannot be counted rightly, so that is an error.
func (d *decoder) member() (Member, error) {
	var m Member
	var hasID, hasUser, hasPro bool
	if err := d.open('{', "a member as an object"); err != nil {
		return m, err
	}
	for d.json.PeekKind() != '}' {
		name, err := d.raw()
		if err != nil {
			return m, err
		}
		switch string(name) {
		case "_id":
			m.ID, err = d.id()
			hasID = true
		case "user":
			m.Username, err = d.string("user")
			hasUser = true
		case "isPro":
			m.Pro, err = d.bool("isPro")
			hasPro = true
		case "fullname":
			m.Fullname, err = d.string("fullname")
		case "role":
			m.Role, err = optional(d, "role", d.role)
		case "twoFaEnabled":
			m.TwoFactor, err = optional(d, "twoFaEnabled", d.bool)
		case "isExternalCollaborator":
			m.External, err = optional(d, "isExternalCollaborator", d.bool)
		case "verifiedEmail":
			m.VerifiedEmail, err = d.email()
		case "resourceGroups":
			m.ResourceGroups, err = optional(d, "resourceGroups", d.resourceGroups)
		default:
			err = d.json.SkipValue()
		}
		if err != nil {
			return m, err
		}
	}
	if !hasID || !hasUser || !hasPro {
		return m, errors.New("a member lacks one of _id, user and isPro")
	}
	_, err := d.json.ReadToken()
	return m, err
}

// resourceGroups reads the member's groups. The slice shares its array with
// those of other members, and has no room to grow into theirs.
func (d *decoder) resourceGroups(string) ([]ResourceGroup, error) {
	if err := d.open('[', "resourceGroups as an array"); err != nil {
		return nil, err
	}
	d.groups.begin()
	for d.json.PeekKind() != ']' {
		g, err := d.resourceGroup()
		if err != nil {
			return nil, err
		}
		d.groups.append(g)
	}
	_, err := d.json.ReadToken()
	return d.groups.end(), err
}

func (d *decoder) resourceGroup() (ResourceGroup, error) {
	var g ResourceGroup
	var seen int
	if err := d.open('{', "a resource group as an object"); err != nil {
		return g, err
	}
	for d.json.PeekKind() != '}' {
		name, err := d.raw()
		if err != nil {
			return g, err
		}
		seen++
		switch string(name) {
		case "id":
			g.ID, err = d.word("id")
		case "name":
			g.Name, err = d.word("name")
		case "role":
			g.Role, err = d.role("role")
		case "numUsers":
			g.NumUsers, err = d.count("numUsers")
		default:
			seen--
			err = d.json.SkipValue()
		}
		if err != nil {
			return g, err
		}
	}
	if seen != 4 {
		return g, errors.New("a resource group lacks one of id, name, role and numUsers")
	}
	_, err := d.json.ReadToken()
	return g, err
}

// optional reads a field that the Hub may leave out. A null says as little as
// an absent field does.
func optional[T any](d *decoder, name string, read func(string) (T, error)) (Optional[T], error) {
	if d.json.PeekKind() == 'n' {
		return Optional[T]{}, d.json.SkipValue()
	}
	v, err := read(name)
	return Disclosed(v), err
}

// email reads verifiedEmail, the one field whose null is an answer: there is
// no verified address.
func (d *decoder) email() (Optional[string], error) {
	if d.json.PeekKind() == 'n' {
		return Disclosed(""), d.json.SkipValue()
	}
	s, err := d.string("verifiedEmail")
	return Disclosed(s), err
}

func (d *decoder) open(kind jsontext.Kind, what string) error {
	if got := d.json.PeekKind(); got != kind && got != jsontext.KindInvalid {
		return fmt.Errorf("expected %s, got %s", what, got)
	}
	_, err := d.json.ReadToken()
	return err
}

// raw reads a string and returns what is between its quotes, with escapes
// resolved. It is valid until the next read.
func (d *decoder) raw() ([]byte, error) {
	v, err := d.json.ReadValue()
	if err != nil {
		return nil, err
	}
	if bytes.IndexByte(v, '\\') < 0 {
		return v[1 : len(v)-1], nil
	}
	d.scratch, err = jsontext.AppendUnquote(d.scratch[:0], v)
	return d.scratch, err
}

func (d *decoder) rawString(name string) ([]byte, error) {
	if kind := d.json.PeekKind(); kind != '"' && kind != jsontext.KindInvalid {
		return nil, fmt.Errorf("expected %s as a string, got %s", name, kind)
	}
	return d.raw()
}

// string reads a text that differs from member to member.
func (d *decoder) string(name string) (string, error) {
	b, err := d.rawString(name)
	return d.texts.copy(b), err
}

// word reads a text that many members share.
func (d *decoder) word(name string) (string, error) {
	b, err := d.rawString(name)
	return d.texts.intern(b), err
}

func (d *decoder) role(name string) (Role, error) {
	s, err := d.word(name)
	return Role(s), err
}

func (d *decoder) id() (ID, error) {
	var id ID
	b, err := d.rawString("_id")
	if err != nil {
		return id, err
	}
	return decodeID(b)
}

func decodeID(b []byte) (ID, error) {
	var id ID
	if len(b) != hex.EncodedLen(len(id)) {
		return ID{}, fmt.Errorf("an ID has 24 hexadecimal digits, this one has %d characters", len(b))
	}
	if _, err := hex.Decode(id[:], b); err != nil {
		return ID{}, errors.New("an ID has 24 hexadecimal digits, this one has others")
	}
	return id, nil
}

func (d *decoder) bool(name string) (bool, error) {
	switch kind := d.json.PeekKind(); kind {
	case 't', 'f', jsontext.KindInvalid:
		_, err := d.json.ReadToken()
		return kind == 't', err
	default:
		return false, fmt.Errorf("expected %s as true or false, got %s", name, kind)
	}
}

// count reads a number of things. The Hub's description says "number", so 3.0
// is as good as 3.
func (d *decoder) count(name string) (int, error) {
	if kind := d.json.PeekKind(); kind != '0' && kind != jsontext.KindInvalid {
		return 0, fmt.Errorf("expected %s as a number, got %s", name, kind)
	}
	v, err := d.json.ReadValue()
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseFloat(string(v), 64)
	if err != nil || n < 0 || n > math.MaxInt32 || n != math.Trunc(n) {
		return 0, fmt.Errorf("%s is no count", name)
	}
	return int(n), nil
}
