package web

import (
	"bytes"
	_ "embed" // for the page and its style
	"html/template"
	"net/http"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/internal/textfmt"
)

//go:embed status.html
var statusHTML string

//go:embed status.css
var statusCSS string

// StatusConfig is what the status page shows.
type StatusConfig struct {
	// Statuses is asked for every request.
	Statuses          func() []collector.Status
	Version, Revision string
	// MetricsPath is where the page links to.
	MetricsPath string
}

// StatusPage shows how each organization is: whether its scrapes work and what
// to do if not, its seats by role, its weak access, its account. Those in
// trouble come first. The page does not reload itself, which would throw a
// screen reader back to its top.
func StatusPage(cfg StatusConfig) http.Handler {
	page := template.Must(template.New("status").Funcs(template.FuncMap{
		"number": textfmt.Number,
		"count":  textfmt.Count,
		"share":  textfmt.Percent,
	}).Parse(statusHTML))
	policy := allowStyle(statusCSS)
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		var b bytes.Buffer
		// Whole or not at all: a page that breaks off looks like the truth.
		if err := page.Execute(&b, newStatusView(cfg, time.Now())); err != nil {
			answer(w, http.StatusInternalServerError, "The status page cannot be shown: "+err.Error())
			return
		}
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(b.Bytes()) // nobody is left to tell
	})
}
