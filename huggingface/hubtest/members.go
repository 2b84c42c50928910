package hubtest

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// The bounds of a page of the members list, as the OpenAPI description has them.
const (
	defaultLimit = 500
	minLimit     = 10
	maxLimit     = 10_000
)

// members answers with one page of the members list.
func (h *Hub) members(w http.ResponseWriter, r *http.Request, name string) {
	o, power, refused := h.authorize(secretOf(r), name)
	if refused != nil {
		refused.write(w)
		return
	}
	place, ok := positionOf(r.URL)
	if !ok {
		writeError(w, http.StatusBadRequest, "InvalidCursor", "Invalid cursor")
		return
	}
	limit, err := limitOf(r.URL)
	if err != nil {
		writeError(w, http.StatusBadRequest, "InvalidLimit", err.Error())
		return
	}

	from := place.in(o.Members)
	to := min(from+limit, len(o.Members))
	if to < len(o.Members) {
		next := position{page: place.page + 1, offset: to, last: o.Members[to-1].ID}.link(r.URL.EscapedPath(), limit)
		w.Header().Set("Link", "<"+origin(r)+next+`>; rel="next"`)
	}
	page := pageKey{from: from, to: to, power: power, gzip: !h.plain.Load() && acceptsGzip(r)}
	if page.gzip {
		w.Header().Set("Content-Encoding", "gzip")
	}
	w.Header().Set("Vary", "Accept-Encoding")
	writeBody(w, http.StatusOK, contentType, o.page(page))
}

func limitOf(u *url.URL) (int, error) {
	query := u.Query()
	if !query.Has("limit") {
		return defaultLimit, nil
	}
	limit, err := strconv.Atoi(query.Get("limit"))
	if err != nil || limit < minLimit || limit > maxLimit {
		return 0, fmt.Errorf("limit must be an integer from %d to %d", minLimit, maxLimit)
	}
	return limit, nil
}

// acceptsGzip knows as much of Accept-Encoding as Go's client and curl send.
func acceptsGzip(r *http.Request) bool {
	codings := strings.Split(r.Header.Get("Accept-Encoding"), ",")
	return slices.ContainsFunc(codings, func(coding string) bool {
		return strings.TrimSpace(coding) == "gzip"
	})
}
