package hubtest

import (
	"net/http"
	"strconv"
)

// NextLink replaces the Link header with this value; "" takes it away.
func NextLink(link string) Fault {
	return EditLink(func(*http.Request, string) string { return link })
}

// LoopingCursor links each page to itself.
func LoopingCursor() Fault {
	return EditLink(func(r *http.Request, _ string) string {
		return "<" + origin(r) + r.URL.RequestURI() + `>; rel="next"`
	})
}

// EditLink changes nothing of the true answer but its Link, which is "" where
// there is none.
func EditLink(change func(r *http.Request, link string) string) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		status, body := truth(w, r, next)
		link := change(r, w.Header().Get("Link"))
		w.Header().Del("Link")
		if link != "" {
			w.Header().Set("Link", link)
		}
		writeBody(w, status, w.Header().Get("Content-Type"), body)
	}
}

// EndlessDuplicates leads to ever new cursors, each with the members of the
// first page. Match it with any page.
func EndlessDuplicates() Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		query := r.URL.Query()
		cursor, _ := strconv.Atoi(query.Get("cursor")) // 0 for the first page
		query.Del("cursor")
		first := r.Clone(r.Context())
		first.URL.RawQuery = query.Encode()

		status, body := truth(w, first, next)
		query.Set("cursor", strconv.Itoa(cursor+1))
		w.Header().Set("Link", "<"+origin(r)+r.URL.EscapedPath()+"?"+query.Encode()+`>; rel="next"`)
		writeBody(w, status, w.Header().Get("Content-Type"), body)
	}
}
