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

// errNoDirectory says that a filter asked for a directory file where there is
// none.
var errNoDirectory = errors.New("there is no directory file to compare with: set directory_file in the configuration file, or --directory.file")

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

// section holds the members of one organization back until its list is
// complete: then it prints or, otherwise, discards them.
type section interface {
	add(m *member) error
	print(w *Writer) error
	discard() error
}

// Writer prints the rosters of organizations, one after another.
type Writer struct {
	out    *bufio.Writer
	format string
	lines  lineWriter
	begun  bool
	filter Filter
	groups groupNames
}

// NewWriter returns a writer of a format.
func NewWriter(w io.Writer, format string, filter Filter) *Writer {
	out := bufio.NewWriterSize(w, 64<<10)
	return &Writer{out: out, format: format, lines: newLineWriter(out, format, columns()), filter: filter, groups: groupNames{}}
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
		return nil, errNoDirectory
	}
	s := &Section{section: w.newSection(), writer: w, groups: groupNames{}}
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

func (w *Writer) newSection() section {
	if w.format == CSV || w.format == JSONLines {
		return newSpooled(w.format)
	}
	return &sorter{index: make(map[group]int)}
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
	w := s.writer
	maps.Copy(w.groups, s.groups)
	if !w.begun {
		w.begun = true
		if err := w.lines.begin(); err != nil {
			return output(err)
		}
	}
	if err := cmp.Or(s.print(w), w.out.Flush()); err != nil {
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
	if !w.begun {
		return nil
	}
	return output(cmp.Or(w.lines.end(), w.out.Flush()))
}

func output(err error) error {
	if err == nil {
		return nil
	}
	return &OutputError{Err: err}
}
