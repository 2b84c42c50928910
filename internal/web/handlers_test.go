package web_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"huggingface_exporter/internal/web"
)

func TestHealthAndReadiness(t *testing.T) {
	ready := false
	for _, row := range []struct {
		name    string
		handler http.Handler
		ready   bool
		status  int
	}{
		{"healthy", web.Healthy(), false, 200},
		{"not ready", web.Ready(func() bool { return ready }), false, 503},
		{"ready", web.Ready(func() bool { return ready }), true, 200},
	} {
		ready = row.ready
		if got := get(row.handler); got.Code != row.status || !strings.HasPrefix(got.Header().Get("Content-Type"), "text/plain") {
			t.Errorf("%s: %d %s", row.name, got.Code, got.Header())
		}
	}
}

func TestReload(t *testing.T) {
	wrong := errors.New("exporter.yml:3: unknown key")
	for name, row := range map[string]struct {
		enabled bool
		method  string
		err     error
		status  int
		calls   int
		body    string
	}{
		"off":           {false, http.MethodPost, nil, 403, 0, "--web.enable-lifecycle"},
		"off, with GET": {false, http.MethodGet, nil, 403, 0, "--web.enable-lifecycle"},
		"POST":          {true, http.MethodPost, nil, 200, 1, "was reloaded"},
		"PUT":           {true, http.MethodPut, nil, 200, 1, "was reloaded"},
		"GET":           {true, http.MethodGet, nil, 405, 0, "POST or PUT"},
		"DELETE":        {true, http.MethodDelete, nil, 405, 0, "POST or PUT"},
		"wrong file":    {true, http.MethodPost, wrong, 500, 1, "exporter.yml:3: unknown key"},
	} {
		t.Run(name, func(t *testing.T) {
			calls := 0
			handler := web.Reload(row.enabled, func() error { calls++; return row.err })
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequest(row.method, "/-/reload", http.NoBody))
			if w.Code != row.status || calls != row.calls || !strings.Contains(w.Body.String(), row.body) {
				t.Errorf("%d after %d calls: %s", w.Code, calls, w.Body)
			}
			if (w.Header().Get("Allow") != "") != (row.status == 405) {
				t.Errorf("Allow is %q", w.Header().Get("Allow"))
			}
		})
	}
}

func TestSecurityHeaders(t *testing.T) {
	h := get(web.SecurityHeaders(web.Healthy())).Header()
	for name, want := range map[string]string{
		"Content-Security-Policy":      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options":       "nosniff",
		"X-Frame-Options":              "DENY",
		"Referrer-Policy":              "no-referrer",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Cache-Control":                "no-store",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func get(h http.Handler) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", http.NoBody))
	return w
}
