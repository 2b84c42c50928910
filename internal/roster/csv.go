package roster

import (
	"bufio"
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"
)

// csvEncoder writes RFC 4180 with a header line.
type csvEncoder struct {
	out    *bufio.Writer
	headed bool
}

func (e *csvEncoder) section() section {
	s := &csvSection{encoder: e}
	s.lines = csv.NewWriter(&s.spool)
	return s
}

func (*csvEncoder) end() error { return nil }

type csvSection struct {
	spool

	encoder *csvEncoder
	lines   *csv.Writer
}

func (s *csvSection) add(m *member) error { return s.lines.Write(harmless(m.cells())) }

func (s *csvSection) print() error {
	s.lines.Flush()
	if err := s.lines.Error(); err != nil {
		return err
	}
	if e := s.encoder; !e.headed {
		e.headed = true
		if err := writeCSV(e.out, columns()); err != nil {
			return err
		}
	}
	return s.release(s.encoder.out)
}

func writeCSV(w io.Writer, lines ...[]string) error {
	return csv.NewWriter(w).WriteAll(lines)
}

// harmless makes a spreadsheet show cells that it would take for formulas and
// run otherwise: users choose their own full names. The apostrophe is what
// OWASP advises against CSV injection.
func harmless(cells []string) []string {
	for i, cell := range cells {
		cells[i] = harmlessCell(cell)
	}
	return cells
}

func harmlessCell(cell string) string {
	if isFormula(cell) {
		return "'" + cell
	}
	return cell
}

// plainCell undoes harmlessCell. It errs with a text that begins with an
// apostrophe and a formula by itself.
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
