package huggingface

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
)

var errBadLink = errors.New("the Link header is not in the form of RFC 8288")

// nextLink returns the URL of the header Link whose rel is "next", resolved
// against the page's own URL and otherwise as it stands: its cursor is opaque.
// It is nil where there is none, which means the last page.
//
// The two parsers that are commonly used split the header at each comma and
// semicolon, so a URL that has one (RFC 3986 allows both in a query) would come
// out as another URL. Here a URL ends at its '>' and a parameter outside of
// quotes.
func nextLink(h http.Header, page *url.URL) (*url.URL, error) {
	var next *url.URL
	for _, value := range h.Values("Link") {
		for rest := value; ; {
			target, rels, tail, err := cutLink(rest)
			if err != nil {
				return nil, err
			}
			if next == nil && hasRel(rels, "next") {
				if next, err = page.Parse(target); err != nil {
					return nil, errors.New("the next link is not a URL")
				}
			}
			if rest = tail; rest == "" {
				break
			}
		}
	}
	return next, nil
}

// cutLink takes the first link-value off s and returns its target, the value
// of its first rel parameter and what comes after the comma.
func cutLink(s string) (target, rel, rest string, err error) {
	s = strings.TrimLeft(s, " \t,") // elements of a list may be empty
	if s == "" {
		return "", "", "", nil
	}
	target, s, ok := strings.Cut(s, ">")
	if !ok || !strings.HasPrefix(target, "<") {
		return "", "", "", errBadLink
	}
	target = target[1:]
	hasRel := false
	for {
		s = trimOWS(s)
		switch {
		case s == "":
			return target, rel, "", nil
		case s[0] == ',':
			return target, rel, trimOWS(s[1:]), nil
		case s[0] != ';':
			return "", "", "", errBadLink
		}
		var name, value string
		if name, value, s, err = cutParam(s[1:]); err != nil {
			return "", "", "", err
		}
		// RFC 8288, 3.3: only the first rel counts.
		if strings.EqualFold(name, "rel") && !hasRel {
			rel, hasRel = value, true
		}
	}
}

// cutParam takes a parameter such as rel="next" or rel=next off s.
func cutParam(s string) (name, value, rest string, err error) {
	end := strings.IndexAny(s, "=;,")
	if end < 0 || s[end] != '=' {
		if end < 0 {
			end = len(s)
		}
		return trimOWS(s[:end]), "", s[end:], nil
	}
	name, s = trimOWS(s[:end]), trimOWS(s[end+1:])
	if !strings.HasPrefix(s, `"`) {
		end = strings.IndexAny(s, ";,")
		if end < 0 {
			end = len(s)
		}
		return name, trimOWS(s[:end]), s[end:], nil
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return name, b.String(), s[i+1:], nil
		case s[i] == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		default:
			b.WriteByte(s[i])
		}
	}
	return "", "", "", errBadLink
}

// hasRel reports whether rel, a list of words, has the wanted one.
func hasRel(rel, want string) bool {
	for word := range strings.FieldsSeq(rel) {
		if strings.EqualFold(word, want) {
			return true
		}
	}
	return false
}
