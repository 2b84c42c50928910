package roster

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
)

// jsonLinesEncoder writes each member as it comes.
type jsonLinesEncoder struct {
	w *bufio.Writer
}

func (e *jsonLinesEncoder) add(m *member) error {
	line, err := object(m)
	if err != nil {
		return err
	}
	_, err = e.w.WriteString(line + "\n")
	return err
}

func (*jsonLinesEncoder) end() error { return nil }

// jsonEncoder holds the members as text, the smallest form they have here.
type jsonEncoder struct {
	w     *bufio.Writer
	lines lines
}

func (e *jsonEncoder) add(m *member) error {
	line, err := object(m)
	e.lines.add(m, line)
	return err
}

func (e *jsonEncoder) end() error {
	// A bufio.Writer keeps its first error, and Write of this package asks
	// for it at last.
	_, _ = e.w.WriteString("[")
	separator := "\n"
	for line := range e.lines.sorted() {
		_, _ = e.w.WriteString(separator + line)
		separator = ",\n"
	}
	_, err := e.w.WriteString("\n]\n")
	return err
}

// object is a member on one line. Nothing of HTML is escaped: this is for
// programs.
func object(m *member) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(m)
	return strings.TrimSuffix(b.String(), "\n"), err
}
