package faults_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"

	"huggingface_exporter/huggingface/hubtest"
)

func itoa(n int) string { return strconv.Itoa(n) }

// bare is a status with no body.
func bare(status int) hubtest.Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { w.WriteHeader(status) }
}

// page answers with this body in place of the true one.
func page(body string) hubtest.Fault {
	return hubtest.Edit(func(string) string { return body })
}

// replace changes the first of something in the true body.
func replace(old, with string) hubtest.Fault {
	return hubtest.Edit(func(body string) string {
		if !strings.Contains(body, old) {
			panic("there is no " + old + " in " + body)
		}
		return strings.Replace(body, old, with, 1)
	})
}

// zipped compresses the true body and spoils the end of it.
func zipped(spoil func([]byte) []byte) hubtest.Fault {
	return hubtest.Header("Content-Encoding", "gzip", hubtest.Edit(func(body string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = io.WriteString(z, body) // A bytes.Buffer takes all.
		_ = z.Close()
		return string(spoil(b.Bytes()))
	}))
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
