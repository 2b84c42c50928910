package web_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"huggingface_exporter/collector"
	"huggingface_exporter/docs"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/web"
)

const alpha = `# Alpha

Severity: critical.

## What it means

First **paragraph**.

Second paragraph.

<!-- advice: x -->

See [Beta](Beta.md), [a part](./Beta.md#what-it-means), [here](#fix), [monitoring](../monitoring.md) and https://huggingface.co/settings/tokens. <!-- note -->

<!-- /advice -->

Replace <namespace>. ![a picture](x.png) [bad](javascript:alert(1))

<script>alert(1)</script>

| Code | What |
| ---: | ---- |
| 403  | no   |

## Fix

` + "```sh\nkubectl <exec> && true\n```\n"

func TestRunbook(t *testing.T) {
	handler := runbookPages(t, fstest.MapFS{"Alpha.md": {Data: []byte(alpha)}, "Beta.md": {Data: []byte("# Beta\n")}})
	body := visit(t, handler, "/runbooks/Alpha", http.StatusOK)
	for _, want := range []string{
		"<title>Alpha: Hugging Face exporter</title>", `<h1 id="alpha">Alpha</h1>`, `<a href="Beta">Beta</a>`, `<a href="Beta#what-it-means">a part</a>`,
		`<a href="#fix">here</a>`, `<h2 id="fix">`, ", monitoring and", `<a href="https://huggingface.co/settings/tokens">`,
		"Replace &lt;namespace&gt;.", "a picture bad", "&lt;script&gt;alert(1)&lt;/script&gt;", `<th align="right" scope="col">Code</th>`, "<td>no</td>",
		"kubectl &lt;exec&gt; &amp;&amp; true", `<a href="../">Status</a>`, "huggingface_exporter 0.1.0 (abcdef)",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is missing in\n%s", want, body)
		}
	}
	for _, without := range []string{"<!-- ", "advice", "note", "<script", "javascript:", "<img", ".md", "style="} {
		if strings.Contains(body, without) {
			t.Errorf("%q should not be in\n%s", without, body)
		}
	}
}

func TestListOfRunbooks(t *testing.T) {
	handler := runbookPages(t, fstest.MapFS{"Alpha.md": {Data: []byte(alpha)}, "Beta.md": {Data: []byte("# Beta\n")}})
	for path, status := range map[string]int{"/runbooks/": 200, "/runbooks/Gamma": 404, "/runbooks/alpha": 404, "/runbooks/<b>": 404} {
		body := visit(t, handler, path, status)
		text := readable(t, body)
		if !strings.Contains(text, "Alpha critical First paragraph . Beta") || strings.Contains(text, "Second") || !strings.Contains(body, `<a href="Beta">Beta</a>`) {
			t.Errorf("%s: got\n%s", path, text)
		}
		if strings.Contains(text, "There is no runbook at this address") != (status == 404) || strings.Contains(body, "<b>") {
			t.Errorf("%s: got\n%s", path, body)
		}
	}
}

// The runbooks of the repository read well: nothing of the source shows, links
// lead to what exists, and every alert that the status page links to is there.
func TestRunbooksOfTheAlerts(t *testing.T) {
	directory, err := fs.Sub(docs.Runbooks, "runbooks")
	if err != nil {
		t.Fatal(err)
	}
	handler := runbookPages(t, directory)
	files, err := fs.Glob(directory, "*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no runbooks: %v", err)
	}
	for _, file := range files {
		alert := strings.TrimSuffix(filepath.Base(file), ".md")
		body := visit(t, handler, "/runbooks/"+alert, http.StatusOK)
		if strings.Contains(body, "<!-- ") || strings.Contains(body, "style=") || !strings.Contains(body, ">"+alert+"</h1>") {
			t.Errorf("%s: got\n%s", alert, body)
		}
		for _, match := range regexp.MustCompile(`href="(\w+)["#]`).FindAllStringSubmatch(body, -1) {
			visit(t, handler, "/runbooks/"+match[1], http.StatusOK)
		}
	}
	for _, link := range runbookLinks(t) {
		visit(t, handler, "/"+link, http.StatusOK)
	}
}

// runbookLinks are those of a status page with all that it links.
func runbookLinks(t *testing.T) []string {
	t.Helper()
	alarmed := acme()
	alarmed.SeatLimit, alarmed.Account.TokenExpiry = 1, start()
	alarmed.Snapshot.External = huggingface.Disclosed(roles(1, 0, 0, 0, 0))
	statuses := []collector.Status{alarmed}
	for _, code := range []int{401, 403, 404, 429, 500} {
		statuses = append(statuses, failing("x"+http.StatusText(code)[:1], &huggingface.APIError{StatusCode: code}))
	}
	var links []string
	for _, match := range regexp.MustCompile(`href="(runbooks/\w+)"`).FindAllStringSubmatch(page(t, statuses...).Body.String(), -1) {
		links = append(links, match[1])
	}
	if len(links) < 9 {
		t.Errorf("only %v", links)
	}
	return links
}

func runbookPages(t *testing.T, directory fs.FS) http.Handler {
	t.Helper()
	handler, err := web.Runbooks(directory, web.Build{Version: "0.1.0", Revision: "abcdef"})
	if err != nil {
		t.Fatal(err)
	}
	return web.SecurityHeaders(handler)
}

// visit returns a page, which is well-formed and has the headers of all pages.
func visit(t *testing.T, h http.Handler, path string, status int) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, http.NoBody))
	policy := w.Header().Get("Content-Security-Policy")
	if w.Code != status || w.Header().Get("Cache-Control") != "no-store" || !strings.HasPrefix(policy, "default-src 'none'; ") || !strings.Contains(policy, "style-src 'sha256-") {
		t.Errorf("%s: %d %v, expected %d", path, w.Code, w.Header(), status)
	}
	body := w.Body.String()
	parse(t, body, func(string) {})
	return body
}

func TestBuild(t *testing.T) {
	const hash = "0123456789abcdef0123456789abcdef01234567"
	for revision, want := range map[string]string{
		"": "huggingface_exporter 1.0", "abcdef": "huggingface_exporter 1.0 (abcdef)",
		hash: "huggingface_exporter 1.0 (012345678)", hash + "-modified": "huggingface_exporter 1.0 (012345678-modified)",
	} {
		if got := (web.Build{Version: "1.0", Revision: revision}).String(); got != want {
			t.Errorf("%q: %s, expected %s", revision, got, want)
		}
	}
}
