package hubtest

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// position is where a page begins: after the member whose ID is last. The
// offset is where that was when the link was made.
type position struct {
	page, offset int
	last         string
}

// positionOf returns the position that a URL asks for. It reports false where
// the cursor is not in a link as [position.link] makes it, to the byte.
func positionOf(u *url.URL) (position, bool) {
	if query, err := url.ParseQuery(u.RawQuery); err == nil && !query.Has("cursor") {
		return position{page: 1}, true
	}
	_, cursor, _ := strings.Cut(u.RawQuery, "cursor=")
	plain, _ := base64.StdEncoding.DecodeString(strings.TrimSuffix(cursor, "%25"))
	var p position
	var limit int
	_, text, _ := strings.Cut(string(plain), cursorStart)
	_, err := fmt.Sscanf(text, cursorFormat, &p.page, &p.offset, &limit, &p.last)
	return p, err == nil && p.link(u.EscapedPath(), limit) == u.EscapedPath()+"?"+u.RawQuery
}

const (
	cursorStart  = "\xfb\xef\xff" // ++// in base64
	cursorFormat = "%d %d %d %q"
)

// link returns the path and query of the page at a position. Its cursor is
// opaque to clients, and holds + / = and an escape: whoever decodes or encodes
// it again asks for something else.
func (p position) link(path string, limit int) string {
	plain := cursorStart + fmt.Sprintf(cursorFormat, p.page, p.offset, limit, p.last)
	if len(plain)%3 == 0 {
		plain += "." // so that = follows
	}
	return fmt.Sprintf("%s?limit=%d&cursor=%s%%25", path, limit, base64.StdEncoding.EncodeToString([]byte(plain)))
}

// in returns the index at which the page begins now. Members who came or went
// in the meantime shift it.
func (p position) in(members []Member) int {
	isLast := func(m Member) bool { return m.ID == p.last }
	switch {
	case p.offset == 0, p.offset <= len(members) && isLast(members[p.offset-1]):
		return p.offset
	case slices.ContainsFunc(members, isLast):
		return slices.IndexFunc(members, isLast) + 1
	default: // That member left, and the next one has its place.
		return min(p.offset-1, len(members))
	}
}
