package huggingface

import "github.com/go-json-experiment/json/jsontext"

const (
	// maxInterned bounds the values that are kept for a listing: roles and
	// resource groups are few. What a Hub sends beyond that is decoded each
	// time.
	maxInterned = 4096
	// maxInternedSize bounds the text of each, in bytes.
	maxInternedSize = 256
)

// interner remembers what repeated JSON texts mean. The zero interner is ready
// for use.
type interner[T any] struct{ known map[string]T }

// intern returns what decode made of the text v before, or makes of it now.
func (i *interner[T]) intern(v jsontext.Value, decode func() (T, error)) (T, error) {
	if t, ok := i.known[string(v)]; ok {
		return t, nil
	}
	t, err := decode()
	if err == nil && len(i.known) < maxInterned && len(v) <= maxInternedSize {
		if i.known == nil {
			i.known = make(map[string]T)
		}
		i.known[string(v)] = t
	}
	return t, err
}
