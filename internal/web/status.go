package web

import (
	"net/http"
	"strconv"
	"time"

	"huggingface_exporter/collector"
)

// StatusConfig is what the status page shows.
type StatusConfig struct {
	// Statuses is asked for every request.
	Statuses func() []collector.Status
	Build    Build
	// MetricsPath is where the page links to.
	MetricsPath string
	// Endpoint is the address of the Hub, which the organizations link to.
	Endpoint string
}

// The bounds of the query parameter refresh, in seconds.
const (
	minRefresh = 5
	maxRefresh = 3600
)

// StatusPage shows how each organization is: whether its scrapes work and what
// to do if not, its seats by role, its weak access, its contract, its account.
// Those in trouble come first. The page reloads itself only for whom asks with
// ?refresh=SECONDS, as that throws a screen reader back to the top. Its links
// to other pages of the exporter are relative, so that they work behind a
// reverse proxy with a path.
func StatusPage(cfg StatusConfig) http.Handler {
	t := newTemplates()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, err := render(t, "status", newStatusView(cfg, refreshOf(r), time.Now()))
		if err != nil {
			answer(w, http.StatusInternalServerError, "The status page cannot be shown: "+err.Error())
			return
		}
		send(w, http.StatusOK, page)
	})
}

// refreshOf is after how many seconds a request wants the page to reload
// itself; 0 for never, also in place of what is out of bounds.
func refreshOf(r *http.Request) int {
	seconds, err := strconv.Atoi(r.URL.Query().Get("refresh"))
	if err != nil || seconds < minRefresh || seconds > maxRefresh {
		return 0
	}
	return seconds
}
