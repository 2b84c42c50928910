package roster

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
)

// Formats. None prints anything of an organization whose list fails.
const (
	// Table and JSON are sorted by user name (byte by byte) within each
	// organization. JSON, one array with a member per line, holds one
	// organization in memory at a time, Table holds all.
	Table = "table"
	JSON  = "json"
	// CSV and JSONLines (one JSON object per line) are in the Hub's order. They
	// take constant memory: a large organization is held back in a temporary
	// file.
	CSV       = "csv"
	JSONLines = "jsonl"
)

// line is one of the output: text in tables and CSV, an object in JSON.
type line interface{ cells() []string }

// lineWriter writes lines in one format. A failed write to a [bufio.Writer]
// shows when that is flushed.
type lineWriter interface {
	// begin comes before the first line, end after the last.
	begin() error
	add(l line) error
	end() error
}

// newLineWriter returns the writer of one of the formats above.
func newLineWriter(out *bufio.Writer, format string, columns []string) lineWriter {
	switch format {
	case Table:
		return newTable(out, columns)
	case CSV:
		return &csvWriter{csv.NewWriter(out), columns}
	case JSON:
		return newJSONWriter(out, true)
	case JSONLines:
		return newJSONWriter(out, false)
	}
	panic(fmt.Sprintf("unknown format %q", format)) // The command line takes no other.
}

// writeLines prints lines that are all in memory.
func writeLines[L line](w io.Writer, format string, columns []string, lines []L) error {
	out := bufio.NewWriter(w)
	writer := newLineWriter(out, format, columns)
	if err := writer.begin(); err != nil {
		return err
	}
	for _, l := range lines {
		if err := writer.add(l); err != nil {
			return err
		}
	}
	if err := writer.end(); err != nil {
		return err
	}
	return out.Flush()
}
