package huggingface

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

func (d *decoder) open(kind jsontext.Kind, what string) error {
	if got := d.json.PeekKind(); got != kind && got != jsontext.KindInvalid {
		return fmt.Errorf("expected %s, got %s", what, got)
	}
	_, err := d.json.ReadToken()
	return err
}

// name reads the name of an object's field. It is valid until the next read.
func (d *decoder) name() ([]byte, error) {
	v, err := d.json.ReadValue()
	if err != nil {
		return nil, err
	}
	if bytes.IndexByte(v, '\\') < 0 {
		return v[1 : len(v)-1], nil
	}
	return d.unquote(v), nil
}

// raw reads a string as JSON has it, with quotes and escapes. It is valid until
// the next read.
func (d *decoder) raw(name string) ([]byte, error) {
	if kind := d.json.PeekKind(); kind != '"' && kind != jsontext.KindInvalid {
		return nil, fmt.Errorf("expected %s as a string, got %s", name, kind)
	}
	return d.json.ReadValue()
}

// string reads a string and returns what is between its quotes, with escapes
// resolved, in UTF-8. It is valid until the next read.
func (d *decoder) string(name string) ([]byte, error) {
	v, err := d.raw(name)
	if err != nil {
		return nil, err
	}
	return d.text(v), nil
}

// text returns the text of a raw string.
func (d *decoder) text(v []byte) []byte {
	if bytes.IndexByte(v, '\\') < 0 && utf8.Valid(v) {
		return v[1 : len(v)-1]
	}
	return d.unquote(v)
}

// unquote resolves the escapes of a string that json has read, so that the only
// error left is invalid UTF-8: it becomes U+FFFD.
func (d *decoder) unquote(v []byte) []byte {
	d.scratch, _ = jsontext.AppendUnquote(d.scratch[:0], v)
	return d.scratch
}

// anyText reads a text that differs from member to member, and that nothing is
// counted by: it is "" where it is not a string.
func (d *decoder) anyText() (string, error) {
	if kind := d.json.PeekKind(); kind != '"' {
		return "", d.json.SkipValue()
	}
	b, err := d.string("")
	return d.texts.string(b), err
}

// anyWord is anyText for what many members share.
func (d *decoder) anyWord() (string, error) {
	if kind := d.json.PeekKind(); kind != '"' {
		return "", d.json.SkipValue()
	}
	return d.word("")
}

// word reads a string that many members share. Those that were read before are
// found by what they are in JSON, which needs no look at their bytes.
func (d *decoder) word(name string) (string, error) {
	v, err := d.raw(name)
	if err != nil {
		return "", err
	}
	if s, ok := d.words[string(v)]; ok {
		return s, nil
	}
	s := string(d.text(v))
	if len(d.words) < maxWords && len(v) <= maxWord {
		d.words[string(v)] = s
	}
	return s, nil
}

func (d *decoder) role(name string) (Role, error) {
	s, err := d.word(name)
	return Role(s), err
}

func (d *decoder) id(name string) (ID, error) {
	b, err := d.string(name)
	if err != nil {
		return ID{}, err
	}
	return decodeID(b)
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
		return 0, fmt.Errorf("%s is not a count", name)
	}
	return int(n), nil
}
