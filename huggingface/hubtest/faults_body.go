package hubtest

import (
	"bytes"
	"compress/gzip"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
)

// truth returns the status and the uncompressed body of the true answer, and
// sets its headers on w.
func truth(w http.ResponseWriter, r *http.Request, next http.Handler) (int, []byte) {
	plain := r.Clone(r.Context())
	plain.Header.Del("Accept-Encoding")
	recorder := httptest.NewRecorder()
	next.ServeHTTP(recorder, plain)
	maps.Copy(w.Header(), recorder.Header())
	return recorder.Code, recorder.Body.Bytes()
}

// flush sends what was written so far.
func flush(w http.ResponseWriter) {
	_ = http.NewResponseController(w).Flush() // The client may be gone.
}

// abort ends the answer where it is: the client sees the connection close, or
// the HTTP/2 stream reset.
func abort() {
	panic(http.ErrAbortHandler)
}

// Truncate announces the length of the whole body, sends n bytes of it and
// closes the connection. A body of at most n bytes stays whole.
func Truncate(n int) Fault { return breakOff(n, true, func(http.ResponseWriter) { abort() }) }

// Cut sends n bytes of the body as chunks and closes the connection without
// the last chunk.
func Cut(n int) Fault { return breakOff(n, false, func(http.ResponseWriter) { abort() }) }

// breakOff sends the first n bytes of the body, and the length of the whole if
// it is announced. Then it ends the answer, unless the client has all of it.
func breakOff(n int, announced bool, end func(http.ResponseWriter)) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		status, body := truth(w, r, next)
		w.Header().Del("Content-Length")
		if announced {
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		}
		w.WriteHeader(status)
		flush(w)
		_, _ = w.Write(body[:min(n, len(body))]) // The client may be gone.
		flush(w)
		if n < len(body) || !announced {
			end(w)
		}
	}
}

// Edit changes the body of the true answer. Its headers stay, Link included.
func Edit(change func(body string) string) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		status, body := truth(w, r, next)
		edited := change(string(body))
		writeBody(w, status, w.Header().Get("Content-Type"), []byte(edited))
	}
}

// ShortBody sends the first n bytes of the body as if they were all of it: the
// HTTP is whole, the JSON is not.
func ShortBody(n int) Fault {
	return Edit(func(body string) string { return body[:min(n, len(body))] })
}

// ContentEncoding claims an encoding that the body does not have.
func ContentEncoding(value string) Fault {
	return Header("Content-Encoding", value, Edit(func(body string) string { return body }))
}

// GzipBomb answers 200 with a small body that decodes to n bytes of JSON: an
// empty array with much white space in it.
func GzipBomb(n int64) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(http.StatusOK)
		bomb, _ := gzip.NewWriterLevel(w, gzip.BestSpeed) // The level is a valid one.

		spaces := bytes.Repeat([]byte(" "), 1<<20)
		_, err := bomb.Write([]byte("["))
		for left := n - 2; left > 0 && err == nil; left -= int64(len(spaces)) {
			_, err = bomb.Write(spaces[:min(left, int64(len(spaces)))])
		}
		_, _ = bomb.Write([]byte("]")) // The client may have left long ago.
		_ = bomb.Close()
	}
}
