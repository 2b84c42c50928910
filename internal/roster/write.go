package roster

import (
	"bufio"
	"fmt"
	"io"
	"iter"

	"huggingface_exporter/huggingface"
)

// Formats of a roster.
const (
	// Table and JSON are sorted by user name (byte by byte), so they are held
	// in memory until the list has ended, and nothing is written of a list
	// that fails. JSON is one array with a member per line.
	Table = "table"
	JSON  = "json"
	// CSV and JSONLines (one JSON object per line) are written as the members
	// come, in constant memory, and so in the Hub's order. A list that fails
	// leaves its beginning written.
	CSV       = "csv"
	JSONLines = "jsonl"
)

// progressStep is how many members lie between two reports of progress.
const progressStep = 1000

// ListError says that the list of members failed, and so the roster ends before
// its end. huggingface.KindOf tells what it means.
type ListError struct {
	Err error
}

// Error gives the reason.
func (e *ListError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *ListError) Unwrap() error { return e.Err }

// UndecidedError says that a filter asked for what the Hub did not disclose of
// some members. They are not in the roster, which is thus not known to be
// whole.
type UndecidedError struct {
	Undecided, Members int
}

// Error says how many members it is about.
func (e *UndecidedError) Error() string {
	return fmt.Sprintf("the filters cannot tell for %d of %d members: the Hub does not disclose to this token what they ask for (an organization admin's token sees it)",
		e.Undecided, e.Members)
}

// encoder writes members in one format.
type encoder interface {
	add(m *member) error
	// end is called once, when the list is complete.
	end() error
}

// Write prints the members that pass the filter. Progress, where it is not
// nil, is told now and then how many members were read.
//
// The roster is whole if and only if the error is nil. Otherwise it is a
// [ListError], an [UndecidedError], of w, or about a format or a role that does
// not exist.
func Write(w io.Writer, format string, members iter.Seq2[huggingface.Member, error], filter Filter, progress func(read int)) error {
	out := bufio.NewWriterSize(w, 64<<10)
	enc, err := newEncoder(out, format)
	if err != nil {
		return err
	}
	if err := filter.check(); err != nil {
		return err
	}
	if err := encode(enc, members, filter, progress); err != nil {
		_ = out.Flush() // the beginning that is there is promised; err matters more
		return err
	}
	return out.Flush()
}

func encode(enc encoder, members iter.Seq2[huggingface.Member, error], filter Filter, progress func(int)) error {
	read, undecided := 0, 0
	for m, err := range members {
		if err != nil {
			return &ListError{Err: err}
		}
		read++
		if progress != nil && read%progressStep == 0 {
			progress(read)
		}
		switch filter.decide(&m) {
		case unknown:
			undecided++
		case yes:
			if err := enc.add(newMember(&m)); err != nil {
				return err
			}
		case no:
		}
	}
	if err := enc.end(); err != nil {
		return err
	}
	if undecided > 0 {
		return &UndecidedError{Undecided: undecided, Members: read}
	}
	return nil
}

func newEncoder(w *bufio.Writer, format string) (encoder, error) {
	switch format {
	case Table:
		return newTableEncoder(w), nil
	case CSV:
		return newCSVEncoder(w), nil
	case JSON:
		return newJSONEncoder(w), nil
	case JSONLines:
		return newJSONLinesEncoder(w), nil
	}
	return nil, fmt.Errorf("the format %q is none of %s, %s, %s, %s", format, Table, CSV, JSON, JSONLines)
}
