package roster

import (
	"bufio"
	"strings"

	"huggingface_exporter/internal/textfmt"
)

const columnGap = "  "

// tableEncoder needs all members before it knows how wide a column is.
type tableEncoder struct {
	out       *bufio.Writer
	grid      *grid
	sorter    *sorter
	committed []*sorter // one for each complete organization
}

func newTableEncoder(out *bufio.Writer) *tableEncoder {
	return &tableEncoder{out: out, grid: newGrid(columns()), sorter: newSorter()}
}

func (e *tableEncoder) add(m *member) error { return e.sorter.add(m) }

func (e *tableEncoder) commit() error {
	for m, err := range e.sorter.sorted() {
		if err != nil {
			return err
		}
		e.grid.measure(tableCells(m.cells()))
	}
	e.committed = append(e.committed, e.sorter)
	return e.rollback()
}

func (e *tableEncoder) rollback() error {
	e.sorter = newSorter()
	return nil
}

func (e *tableEncoder) end() error {
	if len(e.committed) == 0 {
		return nil
	}
	e.grid.writeTitles(e.out)
	for _, s := range e.committed {
		for m, err := range s.sorted() {
			if err != nil {
				return err
			}
			e.grid.write(e.out, tableCells(m.cells()))
		}
	}
	return nil
}

// tableCells makes cells safe for a terminal, and shows empty ones.
func tableCells(cells []string) []string {
	for i, cell := range cells {
		cells[i] = textfmt.Safe(cell)
		if cell == "" {
			cells[i] = "-"
		}
	}
	return cells
}

// grid aligns the columns of a table.
type grid struct {
	titles []string
	widths []int
}

func newGrid(columns []string) *grid {
	g := &grid{titles: columns, widths: make([]int, len(columns))}
	for i, title := range g.titles {
		g.titles[i] = strings.ToUpper(strings.ReplaceAll(title, "_", " "))
	}
	g.measure(g.titles)
	return g
}

// measure makes room for the cells of a line.
func (g *grid) measure(cells []string) {
	for i, cell := range cells {
		g.widths[i] = max(g.widths[i], textfmt.Width(cell))
	}
}

func (g *grid) writeTitles(out *bufio.Writer) { g.write(out, g.titles) }

// write writes a line whose cells were measured. A failed write shows when out
// is flushed.
func (g *grid) write(out *bufio.Writer, cells []string) {
	gap := ""
	for i, cell := range cells {
		_, _ = out.WriteString(gap + cell)
		gap = strings.Repeat(" ", g.widths[i]-textfmt.Width(cell)) + columnGap
	}
	_ = out.WriteByte('\n')
}
