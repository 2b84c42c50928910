package roster

import (
	"bufio"
	"encoding/json"
	"io"
)

// jsonLinesEncoder writes each member as it comes.
type jsonLinesEncoder struct {
	objects *json.Encoder
}

func newJSONLinesEncoder(w io.Writer) *jsonLinesEncoder {
	return &jsonLinesEncoder{objects: newObjects(w)}
}

// newObjects writes an object on each line. Nothing of HTML is escaped: this
// is for programs.
func newObjects(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

func (e *jsonLinesEncoder) add(m *member) error { return e.objects.Encode(m) }

func (*jsonLinesEncoder) end() error { return nil }

// jsonEncoder writes one array, sorted.
type jsonEncoder struct {
	w      *bufio.Writer
	sorter *sorter
}

func newJSONEncoder(w *bufio.Writer) *jsonEncoder { return &jsonEncoder{w: w, sorter: newSorter()} }

func (e *jsonEncoder) add(m *member) error { return e.sorter.add(m) }

func (e *jsonEncoder) end() error {
	objects, separator := newObjects(e.w), "["
	for m, err := range e.sorter.sorted() {
		if err != nil {
			return err
		}
		if _, err := e.w.WriteString(separator); err != nil {
			return err
		}
		if err := objects.Encode(m); err != nil {
			return err
		}
		separator = ","
	}
	if len(e.sorter.held) == 0 {
		_, err := e.w.WriteString("[]\n")
		return err
	}
	_, err := e.w.WriteString("]\n")
	return err
}
