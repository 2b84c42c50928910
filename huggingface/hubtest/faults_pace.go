package hubtest

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// SlowBody sends the headers at once, then so many bytes of the body at a time.
func SlowBody(chunk int, every time.Duration) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		next.ServeHTTP(&pacedWriter{ResponseWriter: w, chunk: chunk, pace: func(int) {
			wait(r.Context(), every)
		}}, r)
	}
}

// Throttle sends bodies over a link of so many bytes per second that all
// answers of this fault share: two at once get half of it each, as on a real
// network.
func Throttle(bytesPerSecond int64) Fault {
	shared := &sharedLink{bytesPerSecond: bytesPerSecond}
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		next.ServeHTTP(&pacedWriter{ResponseWriter: w, chunk: 16 << 10, pace: func(n int) {
			wait(r.Context(), time.Until(shared.reserve(n)))
		}}, r)
	}
}

// sharedLink hands out the time of a link to all who send over it.
type sharedLink struct {
	bytesPerSecond int64

	mu   sync.Mutex
	free time.Time // when all that was reserved is through
}

// slack is how far an answer may lag behind: sleeping too long by a little each
// time must not make the link slower than it says.
const slack = 10 * time.Millisecond

// reserve returns the time at which n more bytes are through. A link that was
// idle for longer than the slack has saved up nothing.
func (l *sharedLink) reserve(n int) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := time.Now(); now.Sub(l.free) > slack {
		l.free = now
	}
	l.free = l.free.Add(time.Duration(int64(n) * int64(time.Second) / l.bytesPerSecond))
	return l.free
}

// pacedWriter sends a body in chunks, and waits before each.
type pacedWriter struct {
	http.ResponseWriter
	chunk int
	pace  func(n int)
}

func (w *pacedWriter) WriteHeader(status int) {
	w.ResponseWriter.WriteHeader(status)
	flush(w.ResponseWriter)
}

func (w *pacedWriter) Write(body []byte) (int, error) {
	written := 0
	for chunk := range slices.Chunk(body, w.chunk) {
		w.pace(len(chunk))
		n, err := w.ResponseWriter.Write(chunk)
		written += n
		if err != nil {
			return written, err
		}
		flush(w.ResponseWriter)
	}
	return written, nil
}

// Unwrap gives [http.ResponseController] the connection.
func (w *pacedWriter) Unwrap() http.ResponseWriter {
	return w.ResponseWriter
}
