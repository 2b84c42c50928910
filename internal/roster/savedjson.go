package roster

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// readJSON reads one array, or one object after another.
func (s *Saved) readJSON(in *bufio.Reader) error {
	values := jsontext.NewDecoder(in)
	array := values.PeekKind() == '['
	if array {
		_, _ = values.ReadToken()
	}
	for n := 1; values.PeekKind() != ']'; n++ {
		cells, err := readObject(values)
		if errors.Is(err, io.EOF) && !array {
			return nil
		}
		if err == nil {
			err = s.add(cells)
		}
		if err != nil {
			return fmt.Errorf("%s: member %d: %w", s.path, n, err)
		}
	}
	_, _ = values.ReadToken()
	if _, err := values.ReadToken(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: there is more than one roster in the file", s.path)
	}
	return nil
}

// readObject returns the cells of a member, or io.EOF where there is none.
func readObject(values *jsontext.Decoder) ([]string, error) {
	switch token, err := values.ReadToken(); {
	case err != nil:
		return nil, err
	case token.Kind() != '{':
		return nil, fmt.Errorf("expected an object, found %s", token.Kind())
	}
	var found []string
	cells := make([]string, len(columns()))
	for values.PeekKind() != '}' {
		name, err := values.ReadToken()
		if err != nil {
			return nil, unexpectedEnd(err)
		}
		column := name.String()
		found = append(found, column)
		value, err := values.ReadValue()
		if err != nil {
			return nil, unexpectedEnd(err)
		}
		if i := slices.Index(columns(), column); i >= 0 {
			if cells[i], err = cellOf(i, value); err != nil {
				return nil, fmt.Errorf("%s: %w", column, err)
			}
		}
	}
	_, _ = values.ReadToken()
	return cells, checkColumns(found)
}

// cellOf is the value of a column as CSV has it. Lists are not compared.
func cellOf(column int, value jsontext.Value) (string, error) {
	known := column == cellOrganization || column == cellUserID || column == cellUsername || column == cellFullName
	switch kind := value.Kind(); {
	case kind == '"':
		text, err := jsontext.AppendUnquote(nil, value)
		return string(text), err
	case kind == 't':
		return "yes", nil
	case kind == 'f':
		return "no", nil
	case kind == 'n' && !known:
		return undisclosed, nil
	case kind == '[':
		return "", nil
	}
	return "", fmt.Errorf("unexpected %s", value.Kind())
}

// unexpectedEnd tells a file that is cut from one that has ended.
func unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
