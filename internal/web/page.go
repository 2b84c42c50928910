package web

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"strings"
	"time"

	"huggingface_exporter/internal/textfmt"
)

//go:embed *.html
var templates embed.FS

// Build is the version of the program, and the revision of its source.
type Build struct{ Version, Revision string }

// String is the program with its version and short revision.
func (b Build) String() string {
	text := "huggingface_exporter " + b.Version
	if b.Revision == "" {
		return text
	}
	hash, mark, marked := strings.Cut(b.Revision, "-") // -modified
	if len(hash) > shortRevision {
		hash = hash[:shortRevision]
	}
	if marked {
		hash += "-" + mark
	}
	return text + " (" + hash + ")"
}

// shortRevision is the length of an abbreviated git hash.
const shortRevision = 9

// head is what layout.html shows of every page.
type head struct {
	Title string
	// Refresh is after how many seconds the page reloads itself; 0 for never.
	Refresh int
}

// CSS is the style sheet, which the policy of the pages admits.
func (head) CSS() template.CSS {
	return template.CSS(styleSheet) //nolint:gosec // The style is part of the program.
}

// newTemplates has a template for each page.
func newTemplates() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"number": textfmt.Number,
		"count":  textfmt.Count,
		"share":  textfmt.Percent,
		"words":  words,
		"utc":    func(t time.Time, layout string) string { return t.UTC().Format(layout) },
		"away":   func(t time.Time) string { return textfmt.Relative(t, time.Now()) },
	}).ParseFS(templates, "*.html"))
}

// render returns a whole page: one that breaks off looks like the truth.
func render(t *template.Template, name string, view any) ([]byte, error) {
	var b bytes.Buffer
	err := t.ExecuteTemplate(&b, name, view)
	return b.Bytes(), err
}

// send answers with a page.
func send(w http.ResponseWriter, status int, page []byte) {
	w.Header().Set("Content-Security-Policy", allowStyle(styleSheet))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(page) //nolint:gosec // html/template has escaped it, and nobody is left to tell of an error.
}
