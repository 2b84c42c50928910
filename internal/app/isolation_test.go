package app_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// Each request carries the token of its own organization and no other, across
// pages, retries, redirects, rotation and reloads.
func TestEachOrganizationHasItsToken(t *testing.T) {
	h := newHub(t)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("another server was asked for %s with %v", r.URL, r.Header)
	}))
	defer elsewhere.Close()
	for _, name := range []string{"acme", "globex"} {
		h.Fault(matchPage(name, 1), hubtest.RetryAfter(http.StatusServiceUnavailable, "0"))
		h.Fault(matchPage(name, 2), redirectToItself)
		h.Fault(hubtest.Match{Organization: name, Page: 2, After: 3, Times: 1}, hubtest.Redirect(http.StatusFound, elsewhere.URL))
		h.Fault(hubtest.Match{Organization: name, Page: 1, After: 4, Times: 1}, hubtest.NextLink("<"+elsewhere.URL+`/api/x>; rel="next"`))
	}
	dir := t.TempDir()
	file := write(t, filepath.Join(dir, "globex.token"), secretOfGlobex)
	text := "organizations:\n" + entry("acme", secretOfAcme) + "  - name: globex\n    authorization: {credentials_file: " + file + "}\n"
	c := startConfigured(t, h, text, "--scrape.interval=100ms", "--scrape.timeout=100ms", "--huggingface.page-size=10")
	c.ready()
	enough := func(name string, more int) func() bool {
		had := len(h.listings(name))
		return func() bool { return len(h.listings(name)) >= had+more }
	}
	rig.Eventually(t, "acme is listed several times", enough("acme", 15))
	rig.Eventually(t, "globex is listed several times", enough("globex", 10))
	c.reloaded(text + "scrape_timeout: 90ms\n")
	rig.Eventually(t, "acme goes on after the reload", enough("acme", 4))
	rig.Eventually(t, "globex goes on after the reload", enough("globex", 2))

	h.SetOrganization(organization("globex", 20, secretOfGlobex, "hf_SECRET_rotated"))
	if err := os.Rename(tokenFile(t, "hf_SECRET_rotated"), file); err != nil {
		t.Fatal(err)
	}
	rig.Eventually(t, "globex has its new token", func() bool { return len(h.tokens("globex")) == 2 })
	rig.Eventually(t, "acme goes on after the rotation", enough("acme", 4))

	if got := h.tokens("acme"); !slices.Equal(got, []string{secretOfAcme}) {
		t.Errorf("acme was asked for with %q", got)
	}
	if got := h.tokens("globex"); !slices.Equal(got, []string{secretOfGlobex, "hf_SECRET_rotated"}) {
		t.Errorf("globex was asked for with %q", got)
	}
	// All that could lead a token astray did happen.
	for _, status := range []int{http.StatusServiceUnavailable, http.StatusTemporaryRedirect, http.StatusFound} {
		if !slices.ContainsFunc(h.listings("acme"), func(r hubtest.Request) bool { return r.Status == status }) {
			t.Errorf("no request of acme was answered %d", status)
		}
	}
	if got := c.value(`huggingface_scrape_errors_total{code="response",organization="acme"}`); got < 1 {
		t.Error("no scrape of acme failed for being led elsewhere")
	}
	c.showsNoSecret()
}

// redirectToItself leads to the same page on the same server.
func redirectToItself(w http.ResponseWriter, r *http.Request, _ http.Handler) {
	http.Redirect(w, r, r.URL.String(), http.StatusTemporaryRedirect)
}

// showsNoSecret holds all that the program shows against the recognizable part
// of every token of the tests.
func (p *program) showsNoSecret() {
	p.t.Helper()
	shown := map[string]string{"stdout": p.stdout.String(), "stderr": p.stderr.String()}
	for _, path := range []string{"/", "/metrics", "/-/ready", "/-/reload"} {
		_, _, shown[path] = p.request(http.MethodGet, path)
	}
	for where, text := range shown {
		if strings.Contains(text, "SECRET") {
			p.t.Errorf("%s shows a token:\n%s", where, text)
		}
	}
}
