package roster

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"

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
	// Progress is told how many more members were read; nil for nobody.
	Progress func(members int)
}

// all yields the members, and at most one error, a [ListError], at the end.
func (o *Organization) all() iter.Seq2[*huggingface.Member, error] {
	return func(yield func(*huggingface.Member, error) bool) {
		for m, err := range o.Members {
			if err != nil {
				yield(nil, &ListError{Err: err})
				return
			}
			if o.Progress != nil {
				o.Progress(1)
			}
			if !yield(&m, nil) {
				return
			}
		}
	}
}

// encoder writes members in one format.
type encoder interface {
	section() section
	// end is called once, after the last organization.
	end() error
}

// section holds the members of one organization back until its list is
// complete: then it prints or, otherwise, discards them.
type section interface {
	add(m *member) error
	print() error
	discard() error
}

// Writer prints the rosters of organizations, one after another.
type Writer struct {
	out     *bufio.Writer
	encoder encoder
	filter  Filter
	groups  groupNames
}

// NewWriter returns a writer of a format. The error is about a format that does
// not exist.
func NewWriter(w io.Writer, format string, filter Filter) (*Writer, error) {
	out := bufio.NewWriterSize(w, 64<<10)
	enc, err := newEncoder(out, format)
	if err != nil {
		return nil, err
	}
	return &Writer{out: out, encoder: enc, filter: filter, groups: groupNames{}}, nil
}

// Section is all members of an organization that pass the filter. It must be
// printed or discarded.
type Section struct {
	section

	writer          *Writer
	groups          groupNames
	read, undecided int
}

// Read reads the members of an organization. It prints nothing, and may be
// called concurrently.
func (w *Writer) Read(o Organization) (*Section, error) {
	if w.filter.Unlisted && o.Classify == nil {
		return nil, ErrNoDirectory
	}
	s := &Section{section: w.encoder.section(), writer: w, groups: groupNames{}}
	for m, err := range o.all() {
		if err == nil {
			err = output(s.keep(m, newMember(o.Name, m, o.Classify)))
		}
		if err != nil {
			return nil, errors.Join(err, output(s.discard()))
		}
	}
	return s, nil
}

func (s *Section) keep(m *huggingface.Member, line *member) error {
	s.read++
	s.groups.add(m)
	switch s.writer.filter.decide(m, line.Directory) {
	case unknown:
		s.undecided++
	case yes:
		return s.add(line)
	case no:
	}
	return nil
}

// Print prints the members. After an [UndecidedError], other organizations can
// be printed.
func (s *Section) Print() error {
	maps.Copy(s.writer.groups, s.groups)
	if err := cmp.Or(s.print(), s.writer.out.Flush()); err != nil {
		return output(err)
	}
	if s.undecided > 0 {
		return &UndecidedError{Undecided: s.undecided, Members: s.read}
	}
	return nil
}

// Discard leaves nothing behind.
func (s *Section) Discard() error { return output(s.discard()) }

// CheckGroups reports a resource group of the filter that no organization has.
// All must have been printed without an error.
func (w *Writer) CheckGroups() error { return w.groups.check(w.filter.ResourceGroups) }

// Close ends the output. It must be called once, last.
func (w *Writer) Close() error {
	return output(cmp.Or(w.encoder.end(), w.out.Flush()))
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
		return &tableEncoder{out: out, grid: newGrid(columns())}, nil
	case CSV:
		return &csvEncoder{out: out}, nil
	case JSON:
		return &jsonEncoder{newArrayWriter(out)}, nil
	case JSONLines:
		return &jsonLinesEncoder{out}, nil
	}
	return nil, unknownFormat(format)
}

func unknownFormat(format string) error {
	return fmt.Errorf("invalid format %q: must be one of %s, %s, %s, %s", format, Table, CSV, JSON, JSONLines)
}
