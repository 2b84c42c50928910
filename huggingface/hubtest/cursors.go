package hubtest

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"sync"
)

// cursors remembers the next links that were handed out. A request whose path
// and raw query are not those of one of them, to the byte, gets no page.
type cursors struct {
	mu sync.Mutex
	// issued are the latest, before those that were so until issued was full.
	// What is older is forgotten: some hubs run for days.
	issued, before map[string]position
}

// maxCursors is how many links are remembered at least.
const maxCursors = 2_000

// position is where a page begins: after the member whose ID is last. The
// offset is where that was when the link was made.
type position struct {
	page, offset int
	last         string
}

// find returns the position that a URL asks for. It reports false for a cursor
// that was not handed out as it stands.
func (c *cursors) find(u *url.URL) (position, bool) {
	if query, err := url.ParseQuery(u.RawQuery); err == nil && !query.Has("cursor") {
		return position{page: 1}, true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	link := u.EscapedPath() + "?" + u.RawQuery
	p, ok := c.issued[link]
	if !ok {
		p, ok = c.before[link]
	}
	return p, ok
}

// issue returns the path and query of the page at a position.
func (c *cursors) issue(path string, limit int, p position) string {
	link := fmt.Sprintf("%s?limit=%d&cursor=%s", path, limit, p.cursor())
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.issued) >= maxCursors {
		c.issued, c.before = nil, c.issued
	}
	if c.issued == nil {
		c.issued = make(map[string]position)
	}
	c.issued[link] = p
	return link
}

// cursor is opaque to clients, and holds + / = and an escape: whoever decodes
// or encodes it again asks for something else.
func (p position) cursor() string {
	plain := append([]byte{0xfb, 0xef, 0xff}, "after "+p.last...) // begins with ++//
	if len(plain)%3 == 0 {
		plain = append(plain, '.') // so that = follows
	}
	return base64.StdEncoding.EncodeToString(plain) + "%25"
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
	default: // That member left: who followed has its place.
		return min(p.offset-1, len(members))
	}
}
