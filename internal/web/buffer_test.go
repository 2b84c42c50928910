package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"huggingface_exporter/internal/web"
)

// writes counts what reaches the connection.
type writes struct {
	*httptest.ResponseRecorder
	count int
}

func (w *writes) Write(p []byte) (int, error) {
	w.count++
	return w.ResponseRecorder.Write(p)
}

func TestBuffer(t *testing.T) {
	const lines = 10_000
	h := web.Buffer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.WriteHeader(http.StatusAccepted)
		for range lines {
			_, _ = io.WriteString(w, "huggingface_up 1\n")
		}
	}))
	w := &writes{ResponseRecorder: httptest.NewRecorder()}
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", http.NoBody))
	if w.Code != http.StatusAccepted || w.Header().Get("Content-Type") != "text/plain" || w.Body.String() != strings.Repeat("huggingface_up 1\n", lines) {
		t.Errorf("status %d, %v, %d bytes", w.Code, w.Header(), w.Body.Len())
	}
	if w.count > 3 {
		t.Errorf("%d writes of %d KiB, want one for each 64 KiB", w.count, w.Body.Len()>>10)
	}
}
