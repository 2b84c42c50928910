package app_test

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/internal/app"
	"huggingface_exporter/internal/test/rig"
)

// Clients who are slow, or silent, are cut off and hold nothing for long. Time
// is that of a bubble.
func TestSlowClientsAreCutOff(t *testing.T) {
	const get, all = "GET / HTTP/1.1\r\nHost: x\r\n", 1 << 20
	for name, row := range map[string]struct {
		says   string
		pace   int           // bytes a second
		rests  time.Duration // before it reads
		hears  string        // the beginning of the answer; "" for none
		within time.Duration
	}{
		"says nothing":      {"", 1, 0, "", 10 * time.Second},
		"a header a second": {get + strings.Repeat("X-Slow: 1\r\n", 100), 10, 0, "", 11 * time.Second},
		"a body a second":   {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\n" + strings.Repeat("x", 999), 10, 0, "HTTP/1.1", 35 * time.Second},
		"reads nothing":     {"GET /large HTTP/1.1\r\nHost: x\r\n\r\n", all, 3 * time.Minute, "HTTP/1.1 200", 3*time.Minute + time.Second},
		"stays connected":   {get + "\r\n", all, 0, "HTTP/1.1 200", 2*time.Minute + time.Second},
		"large headers":     {get + "X-Large: " + strings.Repeat("x", 200<<10), all, 0, "HTTP/1.1 431", 10 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, unsent := connect(t)
				begun := time.Now()
				drip(client, row.says, row.pace)
				time.Sleep(row.rests)
				heard, _ := io.ReadAll(client) // An error is an end as well.
				if took := time.Since(begun); took > row.within || took < row.within-15*time.Second {
					t.Errorf("it took %s, want about %s", took, row.within)
				}
				if !strings.HasPrefix(string(heard), row.hears) || (row.hears == "") != (len(heard) == 0) {
					t.Errorf("it was told %.100q, want %q", heard, row.hears)
				}
				if (unsent() != nil) != (name == "reads nothing") {
					t.Errorf("what could not be sent: %v", unsent())
				}
			})
		})
	}
}

// connect returns a connection to a server of the exporter's limits, and why it
// could not send its large answer.
func connect(t *testing.T) (client net.Conn, unsent func() error) {
	t.Helper()
	var network rig.Network
	var failed atomic.Value
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err == nil {
			w.WriteHeader(http.StatusOK)
		}
	})
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			failed.Store(err)
		}
	})
	server := app.NewHTTPServer(mux, slog.New(slog.DiscardHandler))
	listener := network.Listen("exporter:80")
	go func() { _ = server.Serve(listener) }() // Its error is that it was closed.
	client, err := network.Dial(t.Context(), "tcp", "exporter:80")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = client.Close(), server.Close() })
	return client, func() error { err, _ := failed.Load().(error); return err }
}

// drip sends so many bytes a second, until it is cut off.
func drip(c net.Conn, text string, pace int) {
	for rest := []byte(text); len(rest) > 0; time.Sleep(time.Second) {
		n, err := c.Write(rest[:min(pace, len(rest))])
		if err != nil {
			return
		}
		rest = rest[n:]
	}
}
