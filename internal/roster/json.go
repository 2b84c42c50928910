package roster

import (
	"bufio"
	"encoding/json"
	"io"
)

// newObjects writes an object on each line. Nothing of HTML is escaped: this
// is for programs.
func newObjects(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

type jsonLinesEncoder struct{ out *bufio.Writer }

func (e *jsonLinesEncoder) section() section {
	s := &jsonLinesSection{out: e.out}
	s.objects = newObjects(&s.spool)
	return s
}

func (*jsonLinesEncoder) end() error { return nil }

type jsonLinesSection struct {
	spool

	out     *bufio.Writer
	objects *json.Encoder
}

func (s *jsonLinesSection) add(m *member) error { return s.objects.Encode(m) }

func (s *jsonLinesSection) print() error { return s.release(s.out) }

// jsonEncoder writes one array, sorted within each organization.
type jsonEncoder struct{ *arrayWriter }

func (e *jsonEncoder) section() section { return newSorter(e.write) }

func (e *jsonEncoder) write(s *sorter) error {
	e.begin()
	for m, err := range s.sorted() {
		if err != nil {
			return err
		}
		if err := e.add(m); err != nil {
			return err
		}
	}
	return nil
}

// arrayWriter writes a JSON array with an element on each line, or nothing if
// it never begins. A failed write shows when the [bufio.Writer] is flushed.
type arrayWriter struct {
	out       *bufio.Writer
	objects   *json.Encoder
	begun     bool
	separator string
}

func newArrayWriter(out *bufio.Writer) *arrayWriter {
	return &arrayWriter{out: out, objects: newObjects(out)}
}

func (a *arrayWriter) begin() {
	if !a.begun {
		a.begun = true
		_ = a.out.WriteByte('[')
	}
}

func (a *arrayWriter) add(element any) error {
	_, _ = a.out.WriteString(a.separator)
	a.separator = ","
	return a.objects.Encode(element)
}

func (a *arrayWriter) end() error {
	if !a.begun {
		return nil
	}
	_, err := a.out.WriteString("]\n")
	return err
}
