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

// jsonLinesEncoder holds an organization back until its list is complete.
type jsonLinesEncoder struct {
	out     *bufio.Writer
	spool   *spool
	objects *json.Encoder
}

func newJSONLinesEncoder(out *bufio.Writer) *jsonLinesEncoder {
	s := &spool{}
	return &jsonLinesEncoder{out: out, spool: s, objects: newObjects(s)}
}

func (e *jsonLinesEncoder) add(m *member) error { return e.objects.Encode(m) }

func (e *jsonLinesEncoder) commit() error { return e.spool.release(e.out) }

func (e *jsonLinesEncoder) rollback() error { return e.spool.reset() }

func (*jsonLinesEncoder) end() error { return nil }

// jsonEncoder writes one array, sorted within each organization.
type jsonEncoder struct {
	array  *arrayWriter
	sorter *sorter
}

func newJSONEncoder(out *bufio.Writer) *jsonEncoder {
	return &jsonEncoder{array: newArrayWriter(out), sorter: newSorter()}
}

func (e *jsonEncoder) add(m *member) error { return e.sorter.add(m) }

func (e *jsonEncoder) commit() error {
	e.array.begin()
	for m, err := range e.sorter.sorted() {
		if err != nil {
			return err
		}
		if err := e.array.add(m); err != nil {
			return err
		}
	}
	return e.rollback()
}

func (e *jsonEncoder) rollback() error {
	e.sorter = newSorter()
	return nil
}

func (e *jsonEncoder) end() error { return e.array.end() }

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
