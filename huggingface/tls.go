package huggingface

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"strings"
)

// isTLS reports whether a TLS handshake failed. It will fail in the same way in
// a minute.
func isTLS(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return true
	}
	// Alerts, such as those about versions, ciphers and clients' certificates.
	op, ok := errors.AsType[*net.OpError](err)
	return ok && (op.Op == "remote error" || op.Op == "local error")
}

// messagePlainHTTP stands for what servers answer to plain HTTP on a port that
// speaks TLS.
const messagePlainHTTP = "plain HTTP was sent to an HTTPS port"

// isPlainHTTP recognizes the answers of nginx, CloudFront and Apache, and that
// of Go, to plain HTTP on a port that speaks TLS.
func isPlainHTTP(body string) bool {
	for _, text := range []string{"HTTP request was sent to HTTPS port", "speaking plain HTTP to an SSL-enabled server port", "HTTP request to an HTTPS server"} {
		if strings.Contains(body, text) {
			return true
		}
	}
	return false
}

// isSchemeMismatch reports whether one side spoke TLS and the other plain HTTP:
// an answer in plain HTTP to TLS, or a TLS alert to plain HTTP.
func isSchemeMismatch(err error) bool {
	return errors.Is(err, http.ErrSchemeMismatch) || strings.Contains(err.Error(), `malformed HTTP response "\x15\x03`)
}
