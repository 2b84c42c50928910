package hubtest

import (
	"io"
	"net"
	"net/http"
)

// Reset resets the connection before any answer.
func Reset() Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { reset(w) }
}

// ResetAfter resets the connection after the headers and n bytes of the body.
func ResetAfter(n int) Fault { return breakOff(n, true, reset) }

// Raw sends these bytes in place of an answer, HTTP or not, and closes the
// connection.
func Raw(answer string) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		connection := hijack(w)
		_, _ = io.WriteString(connection, answer) // The client may have left.
		_ = connection.Close()
	}
}

// hijack takes the connection. Where it cannot be had, as with HTTP/2, it aborts
// the answer.
func hijack(w http.ResponseWriter) net.Conn {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		abort()
	}
	return connection
}

// reset sends a TCP RST.
func reset(w http.ResponseWriter) {
	connection := hijack(w)
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // If it fails, closing is the next best.
	}
	_ = connection.Close()
}
