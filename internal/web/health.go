package web

import (
	"io"
	"net/http"
)

// Healthy answers 200 for as long as the process can answer at all.
func Healthy() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, "huggingface_exporter is healthy.")
	})
}

// Ready answers 200 once ready reports true, and 503 before.
func Ready(ready func() bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if !ready() {
			answer(w, http.StatusServiceUnavailable, "huggingface_exporter is not ready: not every organization has been tried yet.")
			return
		}
		answer(w, http.StatusOK, "huggingface_exporter is ready.")
	})
}

// answer sends one line of text.
func answer(w http.ResponseWriter, status int, line string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, line+"\n") //nolint:gosec // It is plain text, and nobody is left to tell of an error.
}
