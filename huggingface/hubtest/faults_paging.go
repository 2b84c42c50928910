package hubtest

import (
	"net/http"
	"strconv"
)

// NextLink replaces the Link header with this value; "" takes it away.
func NextLink(link string) Fault {
	return relink(func(*http.Request) string { return link })
}

// LoopingCursor links each page to itself.
func LoopingCursor() Fault {
	return relink(func(r *http.Request) string {
		return "<" + origin(r) + r.URL.RequestURI() + `>; rel="next"`
	})
}

// relink alters nothing of the true answer but its Link.
func relink(link func(*http.Request) string) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		status, body := truth(w, r, next)
		w.Header().Del("Link")
		if value := link(r); value != "" {
			w.Header().Set("Link", value)
		}
		writeBody(w, status, w.Header().Get("Content-Type"), body)
	}
}

// CursorLoop leads through n cursors and then to the first of them again, each
// with the members of the first page. Match it with any page.
func CursorLoop(n int) Fault {
	return firstPage(func(cursor int) int { return cursor % n })
}

// EndlessDuplicates leads to ever new cursors, each with the members of the
// first page. Match it with any page.
func EndlessDuplicates() Fault {
	return firstPage(func(cursor int) int { return cursor })
}

// firstPage answers with the first page whatever the cursor, and links on to
// a made-up cursor, the next of 0, 1, 2, ... as rename has it.
func firstPage(rename func(cursor int) int) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		query := r.URL.Query()
		cursor := 0
		if current, err := strconv.Atoi(query.Get("cursor")); err == nil {
			cursor = current + 1
		}
		query.Del("cursor")
		first := r.Clone(r.Context())
		first.URL.RawQuery = query.Encode()

		status, body := truth(w, first, next)
		query.Set("cursor", strconv.Itoa(rename(cursor)))
		w.Header().Set("Link", "<"+origin(r)+r.URL.EscapedPath()+"?"+query.Encode()+`>; rel="next"`)
		writeBody(w, status, w.Header().Get("Content-Type"), body)
	}
}
