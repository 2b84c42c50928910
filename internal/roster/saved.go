package roster

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"huggingface_exporter/huggingface"
)

// byteOrderMark is what spreadsheets put in front of a CSV file.
const byteOrderMark = "\ufeff"

// Saved is a roster that a [Writer] printed earlier, as CSV, JSON or JSONLines.
type Saved struct {
	path string
	// organizations are by name in lower case, as the Hub's names are unique
	// regardless of case; names are as the file spells them, in its order.
	organizations map[string]map[huggingface.ID]state
	names         []string
	texts         map[string]string // one copy of each text that many members share
}

// state is what of a member is compared, and how the member is called.
type state struct {
	username, fullName             string
	role, twoFactor, external, pro string
}

// The places of columns that are compared.
const (
	cellOrganization = 0
	cellUserID       = 1
	cellUsername     = 2
	cellFullName     = 4
	cellRole         = 5
	cellPro          = 7
	cellTwoFactor    = 8
	cellExternal     = 9
)

func newState(cells []string) state {
	return state{
		username: cells[cellUsername], fullName: cells[cellFullName],
		role:      strings.ReplaceAll(cells[cellRole], "\r\n", "\n"), // as csv.Reader does
		twoFactor: cells[cellTwoFactor], external: cells[cellExternal], pro: cells[cellPro],
	}
}

// Open reads a saved roster. An error names the file, and the line or member
// that is not of a roster of this version.
func Open(path string) (*Saved, error) {
	file, err := os.Open(path) //nolint:gosec // the user names the file
	if err != nil {
		return nil, err
	}
	defer file.Close()
	s := &Saved{path: path, organizations: make(map[string]map[huggingface.ID]state), texts: make(map[string]string)}
	in := bufio.NewReaderSize(file, 64<<10)
	if begin, _ := in.Peek(len(byteOrderMark)); string(begin) == byteOrderMark {
		_, _ = in.Discard(len(byteOrderMark))
	}
	read := s.readCSV
	switch begin, err := in.Peek(1); {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, err
	case len(begin) == 0:
		return nil, fmt.Errorf("%s: the file is empty: expected a roster saved with members --format=csv, json or jsonl", path)
	case begin[0] == '[' || begin[0] == '{':
		read = s.readJSON
	}
	if err := read(in); err != nil {
		return nil, err
	}
	return s, nil
}

// Organizations are the names of the organizations in the file.
func (s *Saved) Organizations() []string { return s.names }

// members returns those of an organization.
func (s *Saved) members(organization string) (map[huggingface.ID]state, error) {
	members, ok := s.organizations[strings.ToLower(organization)]
	if !ok {
		return nil, fmt.Errorf("%s has no roster of %s, only of: %s", s.path, organization, strings.Join(s.names, ", "))
	}
	return members, nil
}

func (s *Saved) readCSV(in *bufio.Reader) error {
	lines := csv.NewReader(in)
	head, err := lines.Read()
	if err == nil {
		err = checkColumns(head)
	}
	if err == nil && !slices.Equal(head, columns()) {
		err = errors.New("the columns are not in the order of a roster")
	}
	if err != nil {
		return fmt.Errorf("%s:1: %w", s.path, err)
	}
	for {
		cells, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", s.path, err) // a csv.ParseError names the line
		}
		for i, cell := range cells {
			cells[i] = plainCell(cell)
		}
		if err := s.add(cells); err != nil {
			line, _ := lines.FieldPos(0)
			return fmt.Errorf("%s:%d: %w", s.path, line, err)
		}
	}
}

// checkColumns says what is missing in a roster of another version.
func checkColumns(found []string) error {
	var missing, unknown []string
	for _, column := range columns() {
		if !slices.Contains(found, column) {
			missing = append(missing, column)
		}
	}
	for _, column := range found {
		if !slices.Contains(columns(), column) {
			unknown = append(unknown, column)
		}
	}
	slices.Sort(unknown)
	switch {
	case len(missing) == len(columns()):
		return errors.New("not a roster saved with members --format=csv, json or jsonl")
	case len(missing) > 0:
		return fmt.Errorf("a roster of another version: it lacks %s; save one with this version", strings.Join(missing, ", "))
	case len(unknown) > 0:
		return fmt.Errorf("a roster of another version: it has %q; save one with this version", unknown)
	case len(found) > len(columns()):
		return errors.New("a column occurs twice")
	}
	return nil
}

func (s *Saved) add(cells []string) error {
	id, err := huggingface.ParseID(cells[cellUserID])
	if err != nil {
		return fmt.Errorf("user_id is %q, not 24 hexadecimal digits", cells[cellUserID])
	}
	for _, i := range []int{cellPro, cellTwoFactor, cellExternal} {
		if value := cells[i]; value != "yes" && value != "no" && (value != undisclosed || i == cellPro) {
			return fmt.Errorf("%s is %q, not yes or no", columns()[i], value)
		}
	}
	name := cells[cellOrganization]
	if name == "" {
		return errors.New("organization is empty")
	}
	members, ok := s.organizations[strings.ToLower(name)]
	if !ok {
		members = make(map[huggingface.ID]state)
		s.organizations[strings.ToLower(name)] = members
		s.names = append(s.names, strings.Clone(name))
	}
	if _, ok := members[id]; ok {
		return fmt.Errorf("%s is in %s twice", cells[cellUserID], name)
	}
	members[id] = s.compact(newState(cells))
	return nil
}

// compact keeps no more of a line than is needed.
func (s *Saved) compact(m state) state {
	for _, text := range []*string{&m.role, &m.twoFactor, &m.external, &m.pro} {
		shared, ok := s.texts[*text]
		if !ok {
			shared = strings.Clone(*text)
			s.texts[shared] = shared
		}
		*text = shared
	}
	m.username, m.fullName = strings.Clone(m.username), strings.Clone(m.fullName)
	return m
}
