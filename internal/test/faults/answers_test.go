package faults_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"

	"huggingface_exporter/huggingface/hubtest"
)

func itoa(n int) string { return strconv.Itoa(n) }

// bare is a status with no body.
func bare(status int) hubtest.Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { w.WriteHeader(status) }
}

// header is a status with the Hub's form of an error and one more header.
func header(status int, name, value string) hubtest.Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		w.Header().Set(name, value)
		hubtest.Status(status, http.StatusText(status))(w, r, next)
	}
}

// edit changes the body of the true answer. Its headers stay, Link included.
func edit(change func(body string) string) hubtest.Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		r.Header.Del("Accept-Encoding")
		recorder := httptest.NewRecorder()
		next.ServeHTTP(recorder, r)
		maps.Copy(w.Header(), recorder.Header())
		body := change(recorder.Body.String())
		w.Header().Set("Content-Length", itoa(len(body)))
		w.WriteHeader(recorder.Code)
		_, _ = io.WriteString(w, body) // The client may be gone.
	}
}

// page answers with this body in place of the true one.
func page(body string) hubtest.Fault {
	return edit(func(string) string { return body })
}

// replace changes the first of something in the true body.
func replace(old, with string) hubtest.Fault {
	return edit(func(body string) string {
		if !strings.Contains(body, old) {
			panic("there is no " + old + " in " + body)
		}
		return strings.Replace(body, old, with, 1)
	})
}

// zipped compresses the true body and spoils the end of it.
func zipped(spoil func([]byte) []byte) hubtest.Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		w.Header().Set("Content-Encoding", "gzip")
		edit(func(body string) string {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			_, _ = io.WriteString(z, body) // A bytes.Buffer takes all.
			_ = z.Close()
			return string(spoil(b.Bytes()))
		})(w, r, next)
	}
}

// withStatus gives a fault's answer another status.
func withStatus(status int, fault hubtest.Fault) hubtest.Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		fault(statusWriter{w, status}, r, next)
	}
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w statusWriter) WriteHeader(int) { w.ResponseWriter.WriteHeader(w.status) }

func emptyGzip() []byte {
	var b bytes.Buffer
	_ = gzip.NewWriter(&b).Close() // A bytes.Buffer takes all.
	return b.Bytes()
}
