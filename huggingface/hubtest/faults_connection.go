package hubtest

import (
	"crypto/tls"
	"net"
	"net/http"
	"strconv"
)

// Reset resets the connection before any answer.
func Reset() Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		reset(w)
	}
}

// ResetAfter resets the connection after the headers and n bytes of the body.
func ResetAfter(n int) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		status, body := truth(w, r, next)
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		begin(w, status, body, n)
		reset(w)
	}
}

// reset sends a TCP RST. Where the connection cannot be had, as with HTTP/2,
// it aborts the answer.
func reset(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		abort()
	}
	if secure, ok := connection.(*tls.Conn); ok {
		connection = secure.NetConn()
	}
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // If it fails, closing is the next best.
	}
	_ = connection.Close()
}
