package roster

import (
	"encoding/csv"
	"io"
	"strings"
)

// csvEncoder writes RFC 4180 with a header line.
type csvEncoder struct {
	w      *csv.Writer
	headed bool
}

func newCSVEncoder(w io.Writer) *csvEncoder { return &csvEncoder{w: csv.NewWriter(w)} }

func (e *csvEncoder) add(m *member) error {
	if err := e.head(); err != nil {
		return err
	}
	cells := m.cells()
	for i, cell := range cells {
		cells[i] = noFormula(cell)
	}
	return e.w.Write(cells)
}

func (e *csvEncoder) end() error {
	if err := e.head(); err != nil {
		return err
	}
	e.w.Flush()
	return e.w.Error()
}

func (e *csvEncoder) head() error {
	if e.headed {
		return nil
	}
	e.headed = true
	return e.w.Write(columns())
}

// noFormula makes a spreadsheet show a cell that it would take for a formula
// and run otherwise: users choose their own full names. The apostrophe is what
// OWASP advises against CSV injection.
func noFormula(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
