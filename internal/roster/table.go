package roster

import (
	"bufio"
	"strings"

	"huggingface_exporter/internal/textfmt"
)

const columnGap = "  "

// tableEncoder needs all members before it knows how wide a column is.
type tableEncoder struct {
	out    *bufio.Writer
	grid   *grid
	sorted []*sorter // one for each organization
}

func (e *tableEncoder) section() section { return newSorter(e.measure) }

func (e *tableEncoder) measure(s *sorter) error {
	for m, err := range s.sorted() {
		if err != nil {
			return err
		}
		e.grid.measure(tableCells(m.cells()))
	}
	e.sorted = append(e.sorted, s)
	return nil
}

func (e *tableEncoder) end() error {
	if len(e.sorted) == 0 {
		return nil
	}
	e.grid.writeTitles(e.out)
	for _, s := range e.sorted {
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
