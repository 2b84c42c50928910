package app_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

// The HTTP settings of an organization are in force: a Hub behind an authority
// that nobody knows is trusted by the organization that says so.
func TestCertificateAuthorityOfTheHub(t *testing.T) {
	h := newHub(t)
	server := hubtest.NewTLSServer(h.Hub)
	defer server.Close()
	file := write(t, filepath.Join(t.TempDir(), "exporter.yml"), "organizations:\n"+entry("acme", secretOfAcme, "tls_config: {ca_file: "+caFile(t, server)+"}")+entry("globex", secretOfGlobex))
	status, stdout, _ := execute(t, environment{"HF_ENDPOINT": server.URL}, "check", "--config.file="+file)
	if status != 1 || !strings.Contains(stdout, "acme: ok\n") || !strings.Contains(stdout, "globex: failed\n") || !strings.Contains(stdout, "[tls]") {
		t.Errorf("status %d:\n%s", status, stdout)
	}
	if len(h.tokens("globex")) > 0 {
		t.Error("the token of globex went to a server that it does not trust")
	}
}

// So is a proxy: nobody but the proxy finds the Hub of this test.
func TestProxy(t *testing.T) {
	h := newHub(t)
	var asked atomic.Int32
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Host != "127.0.0.1:1" {
			t.Errorf("the proxy was asked for %s", r.URL)
		}
		asked.Add(1)
		h.ServeHTTP(w, r)
	}))
	defer proxy.Close()
	file := write(t, filepath.Join(t.TempDir(), "exporter.yml"), "organizations:\n"+entry("acme", secretOfAcme, "proxy_url: "+proxy.URL)+entry("globex", secretOfGlobex, "scrape_timeout: 300ms"))
	status, stdout, _ := execute(t, environment{"HF_ENDPOINT": "http://127.0.0.1:1"}, "check", "--config.file="+file, "--huggingface.page-size=10")
	if status != 1 || !strings.Contains(stdout, "acme: ok\n") || !strings.Contains(stdout, "globex: failed\n") || asked.Load() < 4 {
		t.Errorf("status %d, the proxy was asked %d times:\n%s", status, asked.Load(), stdout)
	}
}

// Headers of any size are bounded, whatever the HTTP settings.
func TestHugeHeaders(t *testing.T) {
	h := newHub(t)
	h.Fault(hubtest.Match{}, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		w.Header().Set("Link", strings.Repeat(",", 9<<20))
		next.ServeHTTP(w, r)
	})
	server := hubtest.NewTLSServer(h.Hub)
	defer server.Close()
	for endpoint, settings := range map[string][]string{
		h.url:      {"scrape_timeout: 1m", "http_headers: {X-Test: {values: [a]}}", "enable_http2: false"},
		server.URL: {"tls_config: {ca_file: " + caFile(t, server) + "}"},
	} {
		for _, setting := range settings {
			file := write(t, filepath.Join(t.TempDir(), "exporter.yml"), "organizations:\n"+entry("acme", secretOfAcme, setting))
			status, stdout, _ := execute(t, environment{"HF_ENDPOINT": endpoint}, "check", "--config.file="+file)
			if status != 1 || !strings.Contains(stdout, "headers are too large") {
				t.Errorf("%s: status %d:\n%s", setting, status, stdout)
			}
		}
	}
}
