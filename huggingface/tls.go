package huggingface

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
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
