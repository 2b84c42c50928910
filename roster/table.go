package roster

import (
	"bufio"
	"strings"

	"huggingface_exporter/terminal"
)

const (
	// cellEnd ends a cell in a line that waits to be written. It is in no
	// text that is safe for a terminal, and neither is keyEnd.
	cellEnd   = "\x1f"
	columnGap = "  "
)

// tableEncoder needs all lines before it knows how wide a column is.
type tableEncoder struct {
	w      *bufio.Writer
	lines  lines
	widths []int
}

func (e *tableEncoder) add(m *member) error {
	cells := m.cells()
	for i, cell := range cells {
		cells[i] = terminal.Safe(cell)
		if cell == "" {
			cells[i] = "-"
		}
	}
	e.lines.add(m, e.measure(cells))
	return nil
}

func (e *tableEncoder) end() error {
	titles := columns()
	for i, title := range titles {
		titles[i] = strings.ToUpper(strings.ReplaceAll(title, "_", " "))
	}
	err := e.write(e.measure(titles))
	for line := range e.lines.sorted() {
		if err != nil {
			return err
		}
		err = e.write(line)
	}
	return err
}

// measure widens the columns for a line, and joins its cells.
func (e *tableEncoder) measure(cells []string) string {
	if e.widths == nil {
		e.widths = make([]int, len(cells))
	}
	for i, cell := range cells {
		e.widths[i] = max(e.widths[i], terminal.Width(cell))
	}
	return strings.Join(cells, cellEnd)
}

func (e *tableEncoder) write(line string) error {
	column, pending := 0, ""
	for cell := range strings.SplitSeq(line, cellEnd) {
		if _, err := e.w.WriteString(pending + cell); err != nil {
			return err
		}
		pending = strings.Repeat(" ", e.widths[column]-terminal.Width(cell)) + columnGap
		column++
	}
	return e.w.WriteByte('\n')
}
