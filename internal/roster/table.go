package roster

import (
	"bufio"
	"strings"

	"huggingface_exporter/internal/textfmt"
)

const (
	columnGap = "  "
	// cellEnd separates the cells of a row, which have no control characters.
	cellEnd = "\x00"
)

// table aligns columns. It needs all rows before it knows how wide a column is,
// and holds each as one text.
type table struct {
	out    *bufio.Writer
	widths []int
	rows   []string
}

func newTable(out *bufio.Writer, columns []string) *table {
	t := &table{out: out, widths: make([]int, len(columns))}
	var titles []string
	for _, column := range columns {
		titles = append(titles, strings.ToUpper(strings.ReplaceAll(column, "_", " ")))
	}
	t.hold(titles)
	return t
}

func (*table) begin() error { return nil }

// add makes the cells safe for a terminal, and shows empty ones.
func (t *table) add(l line) error {
	cells := l.cells()
	for i, cell := range cells {
		cells[i] = textfmt.Safe(cell)
		if cell == "" {
			cells[i] = "-"
		}
	}
	t.hold(cells)
	return nil
}

func (t *table) hold(cells []string) {
	for i, cell := range cells {
		t.widths[i] = max(t.widths[i], textfmt.Width(cell))
	}
	t.rows = append(t.rows, strings.Join(cells, cellEnd))
}

func (t *table) end() error {
	for _, row := range t.rows {
		gap := ""
		for i, cell := range strings.Split(row, cellEnd) {
			_, _ = t.out.WriteString(gap + cell)
			gap = strings.Repeat(" ", t.widths[i]-textfmt.Width(cell)) + columnGap
		}
		_ = t.out.WriteByte('\n')
	}
	return nil
}
