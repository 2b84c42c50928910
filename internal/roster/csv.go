package roster

import (
	"encoding/csv"
	"strings"
	"unicode/utf8"
)

// csvWriter writes RFC 4180 with a header line.
type csvWriter struct {
	lines   *csv.Writer // fills the buffer of the bufio.Writer below, and has none of its own
	columns []string
}

func (w *csvWriter) begin() error { return w.lines.Write(w.columns) }
func (*csvWriter) end() error     { return nil }

func (w *csvWriter) add(l line) error {
	cells := l.cells()
	for i, cell := range cells {
		cells[i] = harmless(cell)
	}
	return w.lines.Write(cells)
}

// harmless makes a spreadsheet show a cell that it would take for a formula and
// run otherwise: users choose their own full names. The apostrophe is what
// OWASP advises against CSV injection.
func harmless(cell string) string {
	if isFormula(cell) {
		return "'" + cell
	}
	return cell
}

// plainCell undoes harmless. It also removes the apostrophe of a text that
// itself begins with one in front of a formula.
func plainCell(cell string) string {
	if text, ok := strings.CutPrefix(cell, "'"); ok && isFormula(text) {
		return text
	}
	return cell
}

// isFormula also sees through spaces, which some spreadsheets trim, and knows
// the full-width forms, which some take for the ASCII ones.
func isFormula(cell string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " \u00a0\u3000"))
	return strings.ContainsRune("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20", first)
}
