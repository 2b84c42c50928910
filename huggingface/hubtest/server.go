package hubtest

import (
	"context"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http/httptest"
)

// Server is a [Hub] on loopback. Its URL is the endpoint to give to a client.
type Server struct {
	*httptest.Server

	stop context.CancelFunc
}

// NewServer starts a Hub that speaks plain HTTP.
func NewServer(h *Hub) *Server {
	server := newServer(h)
	server.Start()
	return server
}

// NewTLSServer starts a Hub that speaks HTTPS, with HTTP/2 for clients that
// know it. Its Client trusts the certificate.
func NewTLSServer(h *Hub) *Server {
	server := newServer(h)
	server.EnableHTTP2 = true
	server.TLS = &tls.Config{NextProtos: []string{"h2", "http/1.1"}}
	server.StartTLS()
	return server
}

func newServer(h *Hub) *Server {
	ctx, cancel := context.WithCancel(context.Background())
	server := &Server{Server: httptest.NewUnstartedServer(h), stop: cancel}
	server.Config.BaseContext = func(net.Listener) context.Context { return ctx }
	// Failed handshakes are what some tests are about.
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	return server
}

// Close stops the server. It does not wait for answers that hang: it ends them.
func (s *Server) Close() {
	s.stop()
	s.Server.Close()
}
