package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"huggingface_exporter/internal/web"
)

func TestCompress(t *testing.T) {
	long := strings.Repeat("huggingface_up 1\n", 1_000)
	for name, test := range map[string]struct{ accept, body, encoding string }{
		"Prometheus":     {"gzip", long, "gzip"},
		"one of several": {"zstd, br, gzip;q=0.5", long, "gzip"},
		"unknown":        {"zstd", long, ""},
		"refused":        {"gzip;q=0", long, ""},
		"none":           {"", long, ""},
		"not worth it":   {"gzip", "short\n", ""},
		"nothing at all": {"gzip", "", ""},
		"one long line":  {"gzip", strings.Repeat("x", 5_000), "gzip"},
	} {
		t.Run(name, func(t *testing.T) {
			h := web.Compress(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8")
				for line := range strings.Lines(test.body) {
					_, _ = io.WriteString(w, line)
				}
			}))
			r := httptest.NewRequest(http.MethodGet, "/metrics", http.NoBody)
			r.Header.Set("Accept-Encoding", test.accept)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if got := w.Header().Get("Content-Encoding"); got != test.encoding {
				t.Errorf("encoding %q, want %q", got, test.encoding)
			}
			if got := w.Header().Get("Vary"); got != "Accept-Encoding" {
				t.Errorf("Vary is %q", got)
			}
			var body io.Reader = w.Body
			if test.encoding != "" {
				z, err := gzip.NewReader(w.Body)
				if err != nil {
					t.Fatal(err)
				}
				body = z
			}
			if got, err := io.ReadAll(body); err != nil || string(got) != test.body {
				t.Errorf("%d bytes, want %d: %v", len(got), len(test.body), err)
			}
		})
	}
}
