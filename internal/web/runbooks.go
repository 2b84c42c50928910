package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
)

// RunbooksPath is where [Runbooks] is to be found. Its pages link to the status
// page in the directory above, whatever is in front of it.
const RunbooksPath = "/runbooks/"

// Runbooks shows the runbook of each alert, ALERT.md of a directory, at
// [RunbooksPath]ALERT, and a list of all at [RunbooksPath]. The pages are made
// once.
func Runbooks(directory fs.FS, build Build) (http.Handler, error) {
	pages, err := newRunbookPages(directory, build)
	if err != nil {
		return nil, fmt.Errorf("runbooks: %w", err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, RunbooksPath)
		if name == "" {
			send(w, http.StatusOK, pages.index)
		} else if page, known := pages.runbooks[name]; known {
			send(w, http.StatusOK, page)
		} else {
			send(w, http.StatusNotFound, pages.missing)
		}
	}), nil
}

type runbookPages struct {
	runbooks       map[string][]byte // by alert
	index, missing []byte
}

// runbookView is what the template runbook shows.
type runbookView struct {
	head
	Build Build
	Body  template.HTML
}

// runbooksView is what the template runbooks shows: the list of all, also in
// place of one that is missing.
type runbooksView struct {
	head
	Build    Build
	Missing  bool
	Runbooks []summaryView
}

type summaryView struct {
	Alert, Severity string
	Meaning         template.HTML
}

func newRunbookPages(directory fs.FS, build Build) (*runbookPages, error) {
	files, err := fs.Glob(directory, "*.md")
	if err != nil {
		return nil, err
	}
	pages := &runbookPages{runbooks: map[string][]byte{}}
	for _, file := range files {
		pages.runbooks[alertIn(file)] = nil
	}
	markdown := newMarkdown(func(runbook string) bool { _, known := pages.runbooks[runbook]; return known })
	all := runbooksView{head: head{Title: "Alert runbooks"}, Build: build}
	t := newTemplates()
	for _, file := range files {
		source, err := fs.ReadFile(directory, file)
		if err != nil {
			return nil, err
		}
		v := runbookView{head: head{Title: alertIn(file)}, Build: build}
		if v.Body, err = toHTML(markdown, source); err != nil {
			return nil, err
		}
		if pages.runbooks[v.Title], err = render(t, "runbook", v); err != nil {
			return nil, err
		}
		s, err := newSummaryView(markdown, v.Title, source)
		if err != nil {
			return nil, err
		}
		all.Runbooks = append(all.Runbooks, s)
	}
	if pages.index, err = render(t, "runbooks", all); err != nil {
		return nil, err
	}
	all.Title, all.Missing = "No such runbook", true
	pages.missing, err = render(t, "runbooks", all)
	return pages, err
}

func alertIn(file string) string { return strings.TrimSuffix(path.Base(file), ".md") }

// newSummaryView finds a runbook's severity, and the first paragraph of what it
// says of the alert's meaning; it leaves out what the runbook does not have.
func newSummaryView(markdown goldmark.Markdown, alert string, source []byte) (summaryView, error) {
	v := summaryView{Alert: alert}
	if match := regexp.MustCompile(`(?m)^Severity: (\w+)`).FindSubmatch(source); match != nil {
		v.Severity = string(match[1])
	}
	var err error
	if match := regexp.MustCompile(`(?s)\n## What it means\n\s*(.*?)\n(\n|$)`).FindSubmatch(source); match != nil {
		v.Meaning, err = toHTML(markdown, match[1])
	}
	return v, err
}

func toHTML(markdown goldmark.Markdown, source []byte) (template.HTML, error) {
	var b bytes.Buffer
	err := markdown.Convert(source, &b)
	return template.HTML(b.String()), err //nolint:gosec // The runbooks are part of the program.
}
