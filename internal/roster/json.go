package roster

import (
	"bufio"
	"encoding/json"
)

// jsonWriter writes an object on each line: alone, or as an element of one
// array.
type jsonWriter struct {
	out       *bufio.Writer
	objects   *json.Encoder
	array     bool
	separator string
}

func newJSONWriter(out *bufio.Writer, array bool) *jsonWriter {
	w := &jsonWriter{out: out, objects: json.NewEncoder(out), array: array}
	w.objects.SetEscapeHTML(false) // This is for programs.
	return w
}

func (w *jsonWriter) begin() error { return w.punctuate("[") }
func (w *jsonWriter) end() error   { return w.punctuate("]\n") }

func (w *jsonWriter) add(l line) error {
	_ = w.punctuate(w.separator) // Encode returns the error again.
	w.separator = ","
	return w.objects.Encode(l)
}

func (w *jsonWriter) punctuate(text string) error {
	if !w.array {
		return nil
	}
	_, err := w.out.WriteString(text)
	return err
}
