package huggingface

import "strings"

const (
	// chunkSize is how many bytes of text share one allocation. It is also the
	// least that a caller who keeps one of the strings keeps alive.
	chunkSize = 4096
	// maxInterned bounds the strings kept for a listing: roles and resource
	// groups are few; a Hub that sends new ones without end gets copies.
	maxInterned = 4096
)

// stringArena makes strings of bytes with few allocations.
type stringArena struct {
	chunk    strings.Builder
	interned map[string]string
}

func newStringArena() stringArena {
	return stringArena{interned: make(map[string]string)}
}

// string returns b as a string that lives in a chunk with its neighbors. A
// Builder never moves or changes what it has handed out.
func (a *stringArena) string(b []byte) string {
	if a.chunk.Cap()-a.chunk.Len() < len(b) {
		a.chunk = strings.Builder{}
		a.chunk.Grow(max(chunkSize, len(b)))
	}
	start := a.chunk.Len()
	a.chunk.Write(b)
	return a.chunk.String()[start:]
}

// internedString returns b as a string, the same one for equal bytes.
func (a *stringArena) internedString(b []byte) string {
	if s, ok := a.interned[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(a.interned) < maxInterned {
		a.interned[s] = s
	}
	return s
}

// sliceArena makes many small slices out of few arrays.
type sliceArena[T any] struct {
	free  []T
	start int
}

// begin starts a new slice.
func (s *sliceArena[T]) begin() { s.start = len(s.free) }

// append adds to the slice begun last.
func (s *sliceArena[T]) append(v T) {
	if len(s.free) == cap(s.free) {
		begun := s.free[s.start:]
		s.free = make([]T, len(begun), max(64, 2*len(begun)))
		copy(s.free, begun)
		s.start = 0
	}
	s.free = append(s.free, v)
}

// len returns the length of the slice begun last.
func (s *sliceArena[T]) len() int { return len(s.free) - s.start }

// end returns the slice begun last.
func (s *sliceArena[T]) end() []T {
	return s.free[s.start:len(s.free):len(s.free)]
}
