package roster

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

// Formats. None prints anything of an organization whose list
// fails.
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

// ListError says that the list of members failed, and so nothing was printed
// of the organization.
type ListError struct {
	Err error
}

// Error gives the reason.
func (e *ListError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *ListError) Unwrap() error { return e.Err }

// UndecidedError says that a filter asked for what the Hub did not disclose of
// some members. They are not in the roster, which may thus lack members.
type UndecidedError struct {
	Undecided, Members int
}

// Error says how many members it is about.
func (e *UndecidedError) Error() string {
	return fmt.Sprintf("the filters cannot tell for %d of %d members: the Hub does not disclose to this token what they ask for (an organization admin's token sees it)",
		e.Undecided, e.Members)
}

// OutputError says that printing failed. No more can be printed.
type OutputError struct {
	Err error
}

// Error gives the reason.
func (e *OutputError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *OutputError) Unwrap() error { return e.Err }

// ErrNoDirectory says that a filter asked for a directory file where there is
// none.
var ErrNoDirectory = errors.New("there is no directory file to compare with: set directory_file in the configuration file, or --directory.file")

// Organization is one whose members are listed.
type Organization struct {
	Name    string
	Members iter.Seq2[huggingface.Member, error]
	// Classify compares members with a directory file; nil without one.
	Classify func(*huggingface.Member) collector.Listing
	// Progress is told after each member how many were read; nil for nobody.
	Progress func(read int)
}

// all yields the members, and at most one error, a [ListError], at the end.
func (o *Organization) all() iter.Seq2[*huggingface.Member, error] {
	return func(yield func(*huggingface.Member, error) bool) {
		read := 0
		for m, err := range o.Members {
			if err != nil {
				yield(nil, &ListError{Err: err})
				return
			}
			if read++; o.Progress != nil {
				o.Progress(read)
			}
			if !yield(&m, nil) {
				return
			}
		}
	}
}

// encoder writes members in one format.
type encoder interface {
	add(m *member) error
	// commit says that the members added since the last commit or rollback are
	// all of their organization, rollback that they are not.
	commit() error
	rollback() error
	// end is called once, after the last organization.
	end() error
}

// Writer prints the rosters of organizations, one after another. It prints all
// of one, or nothing.
type Writer struct {
	out     *bufio.Writer
	encoder encoder
	filter  Filter
	groups  groupNames
}

// NewWriter returns a writer of a format. The error is about a format or a
// role that does not exist.
func NewWriter(w io.Writer, format string, filter Filter) (*Writer, error) {
	if err := filter.check(); err != nil {
		return nil, err
	}
	out := bufio.NewWriterSize(w, 64<<10)
	enc, err := newEncoder(out, format)
	if err != nil {
		return nil, err
	}
	return &Writer{out: out, encoder: enc, filter: filter, groups: groupNames{}}, nil
}

// Add prints the members of an organization that pass the filter. After any
// error but an [OutputError], other organizations can be added.
func (w *Writer) Add(o Organization) error {
	if w.filter.Unlisted && o.Classify == nil {
		return ErrNoDirectory
	}
	read, undecided := 0, 0
	for m, err := range o.all() {
		if err != nil {
			return errors.Join(err, output(w.encoder.rollback()))
		}
		read++
		w.groups.add(m)
		line := newMember(o.Name, m, o.Classify)
		switch w.filter.decide(m, line.Directory) {
		case unknown:
			undecided++
		case yes:
			if err := w.encoder.add(line); err != nil {
				return output(err)
			}
		case no:
		}
	}
	if err := errors.Join(w.encoder.commit(), w.out.Flush()); err != nil {
		return output(err)
	}
	if undecided > 0 {
		return &UndecidedError{Undecided: undecided, Members: read}
	}
	return nil
}

// CheckGroups reports a resource group of the filter that no organization has.
// All must have been added without an error.
func (w *Writer) CheckGroups() error { return w.groups.check(w.filter.ResourceGroups) }

// Close ends the output. It must be called once, last.
func (w *Writer) Close() error {
	return output(errors.Join(w.encoder.end(), w.out.Flush()))
}

func output(err error) error {
	if err == nil {
		return nil
	}
	return &OutputError{Err: err}
}

func newEncoder(out *bufio.Writer, format string) (encoder, error) {
	switch format {
	case Table:
		return newTableEncoder(out), nil
	case CSV:
		return newCSVEncoder(out), nil
	case JSON:
		return newJSONEncoder(out), nil
	case JSONLines:
		return newJSONLinesEncoder(out), nil
	}
	return nil, unknownFormat(format)
}

func unknownFormat(format string) error {
	return fmt.Errorf("invalid format %q: must be one of %s, %s, %s, %s", format, Table, CSV, JSON, JSONLines)
}
