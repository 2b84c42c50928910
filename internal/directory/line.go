package directory

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"huggingface_exporter/huggingface"
)

var (
	errLineEnd  = errors.New("a carriage return inside the line: end lines with LF or CR LF")
	errComment  = errors.New("can be read as an e-mail address or as a username with a comment: put a space before the #")
	errHeader   = errors.New("looks like the header of a CSV file: expected a list without a header")
	errEncoding = errors.New("not valid UTF-8")
	errSeveral  = errors.New("several values: expected one e-mail address, @domain or username a line")
	errEmail    = errors.New("not a valid e-mail address")
	errDomain   = errors.New("not a valid domain: expected for example @example.com (a username has no @)")
	errUsername = errors.New("not an e-mail address, @domain or username")
)

// parseLine returns the entry of a line, folded; nothing where there is none.
func parseLine(line []byte) ([]byte, error) {
	text, comment, _ := bytes.Cut(line, []byte("#"))
	trimmed := bytes.TrimSpace(text)
	switch {
	case bytes.IndexByte(line, '\r') >= 0:
		return nil, errLineEnd
	case len(trimmed) == 0:
		return nil, nil
	// Neither a username nor a domain contains #, but the part of an e-mail
	// address before its @ may.
	case bytes.HasSuffix(text, trimmed) && bytes.IndexByte(text, '@') < 0 && bytes.IndexByte(comment, '@') >= 0:
		return nil, errComment
	}
	return trimmed, check(trimmed)
}

// check returns why a text is not an entry, or nil.
func check(text []byte) error {
	at := bytes.IndexByte(text, '@')
	switch {
	case at < 0 && huggingface.CheckOrganization(string(text)) == nil: // users and organizations share their names
		return nil
	case at >= 0 && isLocalPart(text[:at]) && isDomain(text[at+1:]):
		return nil
	case !utf8.Valid(text):
		return errEncoding
	case bytes.ContainsAny(text, ",;|\"") || bytes.IndexFunc(text, unicode.IsSpace) >= 0 || bytes.Count(text, []byte("@")) > 1:
		return errSeveral
	case at < 0:
		return errUsername
	case at == 0:
		return errDomain
	}
	return errEmail
}

// isLocalPart reports whether a text can stand before the @ of an e-mail
// address, or is empty, as in an entry for a whole domain.
func isLocalPart(text []byte) bool {
	for _, r := range string(text) {
		switch {
		case isAlphanumeric(r):
		case r == utf8.RuneError, !unicode.IsGraphic(r), unicode.IsSpace(r), strings.ContainsRune(`()<>[]:;,|"\`, r):
			return false
		}
	}
	return true
}

// isDomain accepts international domains, and wants a dot: @name is more
// likely a username than a domain.
func isDomain(text []byte) bool {
	dots, last := 0, '.'
	for _, r := range string(text) {
		switch {
		case isAlphanumeric(r), r == '-':
		case r == '.' && last != '.':
			dots++
		case r < utf8.RuneSelf || !unicode.In(r, unicode.L, unicode.M, unicode.Nd):
			return false
		}
		last = r
	}
	return dots > 0 && last != '.'
}

func isAlphanumeric(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

// isHeader reports whether the first entry, a username by its form, is what
// exports of one column are headed with.
func isHeader(entry string) bool {
	return slices.Contains([]string{
		"email", "e-mail", "emails", "e-mails", "mail", "email_address", "e-mail_address", "emailaddress", "domain", "domains",
		"user", "users", "username", "usernames", "user_name", "user_id", "login", "name", "upn", "userprincipalname",
	}, entry)
}
