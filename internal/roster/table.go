package roster

import (
	"bufio"
	"strings"

	"huggingface_exporter/internal/textfmt"
)

const columnGap = "  "

// tableEncoder needs all members before it knows how wide a column is.
type tableEncoder struct {
	w      *bufio.Writer
	sorter *sorter
	widths []int
}

func newTableEncoder(w *bufio.Writer) *tableEncoder {
	e := &tableEncoder{w: w, sorter: newSorter(), widths: make([]int, len(columns()))}
	e.measure(titles())
	return e
}

func (e *tableEncoder) add(m *member) error {
	e.measure(tableCells(m))
	return e.sorter.add(m)
}

func (e *tableEncoder) end() error {
	if err := e.write(titles()); err != nil {
		return err
	}
	for m, err := range e.sorter.sorted() {
		if err != nil {
			return err
		}
		if err := e.write(tableCells(m)); err != nil {
			return err
		}
	}
	return nil
}

func titles() []string {
	titles := columns()
	for i, title := range titles {
		titles[i] = strings.ToUpper(strings.ReplaceAll(title, "_", " "))
	}
	return titles
}

func tableCells(m *member) []string {
	cells := m.cells()
	for i, cell := range cells {
		cells[i] = textfmt.Safe(cell)
		if cell == "" {
			cells[i] = "-"
		}
	}
	return cells
}

func (e *tableEncoder) measure(cells []string) {
	for i, cell := range cells {
		e.widths[i] = max(e.widths[i], textfmt.Width(cell))
	}
}

func (e *tableEncoder) write(cells []string) error {
	gap := ""
	for i, cell := range cells {
		if _, err := e.w.WriteString(gap + cell); err != nil {
			return err
		}
		gap = strings.Repeat(" ", e.widths[i]-textfmt.Width(cell)) + columnGap
	}
	return e.w.WriteByte('\n')
}
