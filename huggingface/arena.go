package huggingface

import "strings"

// chunkSize is how many bytes of text share one allocation. It is also the
// least that a caller who keeps one of the strings keeps alive.
const chunkSize = 4096

// stringArena makes strings of bytes with few allocations. The zero stringArena
// is ready for use.
type stringArena struct{ chunk strings.Builder }

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
