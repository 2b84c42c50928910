package huggingface

import "strings"

const (
	// chunkSize is how many bytes of text, or elements of a slab, share one
	// allocation. It is also the least that a caller who keeps one of them
	// keeps alive.
	chunkSize = 4096
	// maxInterned bounds the words kept for a listing: roles and resource
	// groups are few; a Hub that sends new ones without end gets copies.
	maxInterned = 4096
)

// texts makes strings of bytes with few allocations.
type texts struct {
	chunk strings.Builder
	words map[string]string
}

func newTexts() texts {
	return texts{words: make(map[string]string)}
}

// copy returns b as a string that lives in a chunk with its neighbors. A
// Builder never moves or changes what it has handed out.
func (t *texts) copy(b []byte) string {
	if t.chunk.Cap()-t.chunk.Len() < len(b) {
		t.chunk = strings.Builder{}
		t.chunk.Grow(max(chunkSize, len(b)))
	}
	start := t.chunk.Len()
	t.chunk.Write(b)
	return t.chunk.String()[start:]
}

// intern returns b as a string, the same one for equal bytes.
func (t *texts) intern(b []byte) string {
	if s, ok := t.words[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(t.words) < maxInterned {
		t.words[s] = s
	}
	return s
}

// slab makes many small slices out of few arrays.
type slab[T any] struct {
	free  []T
	start int
}

// begin starts a new slice.
func (s *slab[T]) begin() { s.start = len(s.free) }

// append adds to the slice begun last.
func (s *slab[T]) append(v T) {
	if len(s.free) == cap(s.free) {
		begun := s.free[s.start:]
		s.free = make([]T, len(begun), max(chunkSize/64, 2*len(begun)))
		copy(s.free, begun)
		s.start = 0
	}
	s.free = append(s.free, v)
}

// end returns the slice begun last.
func (s *slab[T]) end() []T {
	return s.free[s.start:len(s.free):len(s.free)]
}
