package app_test

import (
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/internal/app"
	"huggingface_exporter/internal/test/rig"
)

// Clients who are slow, or silent, are cut off and hold nothing for long. Time
// is that of a bubble.
type slowClient struct {
	// talk sends something and returns what came back until the end.
	talk func(net.Conn) string
	says string // what must have come back
	most time.Duration
}

func TestSlowClientsAreCutOff(t *testing.T) {
	for name, test := range map[string]slowClient{
		"says nothing": {func(c net.Conn) string { return drain(c) }, "", 10 * time.Second},
		"a header a second": {func(c net.Conn) string {
			return drip(c, "GET / HTTP/1.1\r\nHost: x\r\n"+strings.Repeat("X-Slow: 1\r\n", 100), 10)
		}, "", 11 * time.Second},
		"a body a second": {func(c net.Conn) string {
			return drip(c, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\n"+strings.Repeat("x", 999), 10)
		}, "HTTP/1.1", 35 * time.Second},
		"reads nothing": {func(c net.Conn) string {
			_, _ = io.WriteString(c, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
			time.Sleep(3 * time.Minute)
			return drain(c)
		}, "HTTP/1.1 200", 4 * time.Minute},
		"stays connected": {func(c net.Conn) string {
			_, _ = io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
			return drain(c)
		}, "HTTP/1.1 200", 2*time.Minute + time.Second},
		"large headers": {func(c net.Conn) string {
			_, _ = io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\nX-Large: "+strings.Repeat("x", 200<<10))
			return drain(c)
		}, "HTTP/1.1 431", 10 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				test.run(t, name == "reads nothing")
			})
		})
	}
}

// run talks to a server that counts what it could send.
func (client slowClient) run(t *testing.T, unsent bool) {
	var network rig.Network
	served := make(chan error, 1)
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err == nil {
			w.WriteHeader(http.StatusOK)
		}
	})
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) {
		_, err := w.Write(make([]byte, 1<<20))
		served <- err
	})
	server := app.NewHTTPServer(mux, slog.New(slog.DiscardHandler))
	ended := make(chan error)
	listener := network.Listen("exporter:80")
	go func() { ended <- server.Serve(listener) }()
	c, err := network.Dial(t.Context(), "tcp", "exporter:80")
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	said := client.talk(c)
	if took := time.Since(begun); took > client.most {
		t.Errorf("it took %s", took)
	}
	if !strings.HasPrefix(said, client.says) || (client.says == "") != (said == "") {
		t.Errorf("it was told %.100q, want %q", said, client.says)
	}
	select {
	case err := <-served:
		if unsent && err == nil {
			t.Error("what nobody read was sent all the same")
		}
	default:
	}
	_ = c.Close()
	_ = server.Close()
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		t.Error(err)
	}
}

// drain returns what the server sends until it closes the connection.
func drain(c net.Conn) string {
	text, _ := io.ReadAll(c) // An error is an end as well.
	return string(text)
}

// drip sends so many bytes a second, until it is cut off.
func drip(c net.Conn, text string, n int) string {
	for len(text) > 0 {
		n = min(n, len(text))
		if _, err := io.WriteString(c, text[:n]); err != nil {
			break
		}
		text = text[n:]
		time.Sleep(time.Second)
	}
	return drain(c)
}
