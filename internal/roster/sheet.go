package roster

import (
	"bufio"
	"io"
)

// line is one of a sheet: text in tables and CSV, an object in JSON.
type line interface{ cells() []string }

// writeSheet prints lines that are all in memory, in one of the formats of a
// roster.
func writeSheet[L line](w io.Writer, format string, columns []string, lines []L) error {
	out := bufio.NewWriter(w)
	switch format {
	case Table:
		writeTable(out, columns, lines)
	case CSV:
		records := [][]string{columns}
		for _, l := range lines {
			records = append(records, harmless(l.cells()))
		}
		if err := writeCSV(out, records...); err != nil {
			return err
		}
	case JSON:
		array := newArrayWriter(out)
		array.begin()
		for _, l := range lines {
			if err := array.add(l); err != nil {
				return err
			}
		}
		if err := array.end(); err != nil {
			return err
		}
	case JSONLines:
		objects := newObjects(out)
		for _, l := range lines {
			if err := objects.Encode(l); err != nil {
				return err
			}
		}
	default:
		return unknownFormat(format)
	}
	return out.Flush()
}

func writeTable[L line](out *bufio.Writer, columns []string, lines []L) {
	g := newGrid(columns)
	for _, l := range lines {
		g.measure(tableCells(l.cells()))
	}
	g.writeTitles(out)
	for _, l := range lines {
		g.write(out, tableCells(l.cells()))
	}
}
