package huggingface

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// array calls element for each element of the next value, an array. element
// reads it.
func array(json *jsontext.Decoder, what string, element func() error) error {
	if err := open(json, '[', what); err != nil {
		return err
	}
	for json.PeekKind() != ']' {
		if err := element(); err != nil {
			return err
		}
	}
	_, err := json.ReadToken()
	return err
}

// object calls field for each field of the next value, an object. field reads
// the field's value; the name is valid until then.
func (d *decoder) object(json *jsontext.Decoder, what string, field func(name []byte) error) error {
	if err := open(json, '{', what); err != nil {
		return err
	}
	for json.PeekKind() != '}' {
		v, err := json.ReadValue()
		if err != nil {
			return err
		}
		name := v[1 : len(v)-1]
		if bytes.IndexByte(v, '\\') >= 0 {
			name = d.unquote(v)
		}
		if err := field(name); err != nil {
			return err
		}
	}
	_, err := json.ReadToken()
	return err
}

func open(json *jsontext.Decoder, kind jsontext.Kind, what string) error {
	if got := json.PeekKind(); got != kind && got != jsontext.KindInvalid {
		return fmt.Errorf("expected %s, got %s", what, got)
	}
	_, err := json.ReadToken()
	return err
}

// once reads a field that is counted. If it comes twice, both have the same
// value.
func once[T comparable](json *jsontext.Decoder, field *Optional[T], name string, parse func(name string, v jsontext.Value) (T, error)) error {
	raw, err := json.ReadValue()
	if err != nil {
		return err
	}
	v, err := parse(name, raw)
	if err != nil {
		return err
	}
	if before, again := field.Get(); again && before != v {
		return fmt.Errorf("a duplicate %s has another value", name)
	}
	*field = Disclosed(v)
	return nil
}

// optional is once for a field that the Hub may leave out. A null says as
// little as an absent field does.
func optional[T comparable](json *jsontext.Decoder, field *Optional[T], name string, parse func(name string, v jsontext.Value) (T, error)) error {
	if json.PeekKind() == 'n' {
		return json.SkipValue()
	}
	return once(json, field, name, parse)
}

// text returns what is between the quotes of a string, with escapes resolved,
// in UTF-8. It is valid until the next read.
func (d *decoder) text(v jsontext.Value) []byte {
	if bytes.IndexByte(v, '\\') < 0 && utf8.Valid(v) {
		return v[1 : len(v)-1]
	}
	return d.unquote(v)
}

// unquote resolves the escapes of a string that json has read, so that the only
// error left is invalid UTF-8: it becomes U+FFFD.
func (d *decoder) unquote(v jsontext.Value) []byte {
	d.scratch, _ = jsontext.AppendUnquote(d.scratch[:0], v)
	return d.scratch
}

// anyText reads a text that differs from member to member, and that nothing is
// counted by: it is "" where it is not a string.
func (d *decoder) anyText() (string, error) {
	if d.json.PeekKind() != '"' {
		return "", d.json.SkipValue()
	}
	v, err := d.json.ReadValue()
	if err != nil {
		return "", err
	}
	return d.texts.string(d.text(v)), nil
}

func (d *decoder) string(name string, v jsontext.Value) (string, error) {
	if v.Kind() != '"' {
		return "", unexpected(name, "a string", v)
	}
	return string(d.text(v)), nil
}

func (d *decoder) role(name string, v jsontext.Value) (Role, error) {
	return d.roles.intern(v, func() (Role, error) {
		s, err := d.string(name, v)
		return Role(s), err
	})
}

func (d *decoder) id(name string, v jsontext.Value) (ID, error) {
	if v.Kind() != '"' {
		return ID{}, unexpected(name, "a string", v)
	}
	return decodeID(d.text(v))
}

// email is the one field whose null is an answer: the Hub shows no address.
func (d *decoder) email(name string, v jsontext.Value) (string, error) {
	if v.Kind() == 'n' {
		return "", nil
	}
	if v.Kind() != '"' {
		return "", unexpected(name, "a string", v)
	}
	return d.texts.string(d.text(v)), nil
}

func boolean(name string, v jsontext.Value) (bool, error) {
	kind := v.Kind()
	if kind != 't' && kind != 'f' {
		return false, unexpected(name, "true or false", v)
	}
	return kind == 't', nil
}

// count is a number of things. The Hub's description says "number", so 3.0 is
// as good as 3.
func count(name string, v jsontext.Value) (int, error) {
	if v.Kind() != '0' {
		return 0, unexpected(name, "a number", v)
	}
	n, err := strconv.ParseFloat(string(v), 64)
	if err != nil || n < 0 || n > math.MaxInt32 || n != math.Trunc(n) {
		return 0, fmt.Errorf("%s is not a count", name)
	}
	return int(n), nil
}

func unexpected(name, want string, v jsontext.Value) error {
	return fmt.Errorf("expected %s as %s, got %s", name, want, v.Kind())
}
