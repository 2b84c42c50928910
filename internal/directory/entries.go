package directory

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

// entries are e-mail addresses, domains with their @, and usernames, all in
// lower case. The @ keeps the three apart.
type entries map[string]struct{}

// byteOrderMark begins text files of some Windows programs.
const byteOrderMark = "\ufeff"

// lineSize is a guess at the mean size of a line, in bytes.
const lineSize = 64

// parse reads all entries of a file of some size, or returns an error that
// names the line.
func parse(r io.Reader, path string, size int64) (entries, error) {
	in := bufio.NewReaderSize(r, bufio.MaxScanTokenSize)
	if begin, _ := in.Peek(2); bytes.Equal(begin, []byte("\xff\xfe")) || bytes.Equal(begin, []byte("\xfe\xff")) {
		return nil, fmt.Errorf("%s:1: the encoding is UTF-16: save the file as UTF-8", path)
	}
	if begin, _ := in.Peek(len(byteOrderMark)); string(begin) == byteOrderMark {
		_, _ = in.Discard(len(byteOrderMark))
	}
	found := make(entries, min(size, maxSize)/lineSize)
	lines, line := bufio.NewScanner(in), 0
	for lines.Scan() {
		line++
		text, err := parseLine(lines.Bytes())
		entry := fold(text)
		if err == nil && len(found) == 0 && isHeader(entry) {
			err = errHeader
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, line, err)
		}
		if entry != "" {
			found[entry] = struct{}{}
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("%s:%d: longer than %d KiB", path, line+1, bufio.MaxScanTokenSize>>10)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, err)
	case len(found) == 0:
		return nil, fmt.Errorf("%s: %w", path, errEmpty)
	}
	return found, nil
}

// classify finds a member by username, verified e-mail address or its domain.
func (e entries) classify(m *huggingface.Member) collector.Listing {
	if e.has(m.Username) {
		return collector.Listed
	}
	email, disclosed := m.VerifiedEmail.Get()
	switch at := strings.LastIndexByte(email, '@'); {
	case !disclosed:
		return collector.ListingUnknown
	case at >= 0 && (e.has(email) || e.has(email[at:])):
		return collector.Listed
	}
	return collector.Unlisted
}

func (e entries) has(text string) bool {
	_, ok := e[fold([]byte(text))]
	return ok
}

// fold makes texts equal that differ only in case and surrounding white space.
// It may change text.
func fold(text []byte) string {
	ascii := true
	for i, c := range text {
		if 'A' <= c && c <= 'Z' {
			text[i] += 'a' - 'A'
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	folded := string(bytes.TrimSpace(text))
	if ascii { // most, at no further cost
		return folded
	}
	return strings.ToLower(folded)
}
