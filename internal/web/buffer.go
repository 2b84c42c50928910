package web

import (
	"bufio"
	"net/http"
)

// bufferSize is how much of an answer is written at once, in bytes.
const bufferSize = 64 << 10

// Buffer makes few writes of an answer that is written in small pieces. The
// metrics of many organizations are several MiB, and each write to the
// connection wakes up its reader.
func Buffer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b := bufferedResponse{w, bufio.NewWriterSize(w, bufferSize)}
		next.ServeHTTP(b, r)
		_ = b.buffer.Flush() // The reader is gone.
	})
}

// bufferedResponse has the methods for which the encoder of metrics would
// otherwise add a small buffer of its own.
type bufferedResponse struct {
	http.ResponseWriter
	buffer *bufio.Writer
}

func (b bufferedResponse) Write(p []byte) (int, error)       { return b.buffer.Write(p) }
func (b bufferedResponse) WriteString(s string) (int, error) { return b.buffer.WriteString(s) }
func (b bufferedResponse) WriteByte(c byte) error            { return b.buffer.WriteByte(c) }
func (b bufferedResponse) WriteRune(r rune) (int, error)     { return b.buffer.WriteRune(r) }
