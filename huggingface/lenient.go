package huggingface

import (
	"encoding/binary"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// lenient are the options for reading what the Hub sends: a duplicate name,
// invalid UTF-8 or half a surrogate pair in some member's text must not make a
// whole organization unreadable. The last of duplicate names is used, as
// JavaScript does; invalid UTF-8 becomes U+FFFD.
func lenient() []jsontext.Options {
	return []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}
}

// controlReplacer replaces the control characters of JSON, which JSON forbids
// inside of strings: tabs and line ends by spaces, which are white space
// outside of strings too, and others by a byte that is invalid UTF-8, which
// stays an error outside of strings.
type controlReplacer struct{ r io.Reader }

func (c controlReplacer) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	replaceControls(p[:n])
	return n, err
}

func replaceControls(p []byte) {
	const ones = 0x0101010101010101
	for ; len(p) >= 8; p = p[8:] {
		// Some byte of x is less than a space.
		if x := binary.LittleEndian.Uint64(p); (x-ones*' ')&^x&(ones*0x80) != 0 {
			replaceControlBytes(p[:8])
		}
	}
	replaceControlBytes(p)
}

func replaceControlBytes(p []byte) {
	for i, c := range p {
		switch {
		case c >= ' ':
		case c == '\t', c == '\n', c == '\r':
			p[i] = ' '
		default:
			p[i] = 0xff
		}
	}
}
