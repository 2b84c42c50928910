package huggingface_test

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"
	"testing"

	"huggingface_exporter/huggingface"
)

func TestEachFailureHasItsKind(t *testing.T) {
	api := func(status int, message string) error {
		return fmt.Errorf("wrapped: %w", &huggingface.APIError{StatusCode: status, Message: message})
	}
	for _, row := range []struct {
		err  error
		kind huggingface.Kind
	}{
		{api(401, "Invalid credentials in Authorization header"), huggingface.KindTokenInvalid},
		{&huggingface.APIError{StatusCode: 401, Anonymous: true}, huggingface.KindTokenMissing},
		{api(402, "Payment required"), huggingface.KindPlanRequired},
		{api(403, "Your token is pending approval by an admin of the organization"), huggingface.KindTokenPending},
		{api(403, "Your token was denied approval by the organization"), huggingface.KindTokenPending},
		{api(403, "Your token has been revoked by the organization"), huggingface.KindTokenRevoked},
		{api(403, "This organization only allows fine-grained tokens"), huggingface.KindTokenPolicy},
		{api(403, "Access from your IP address is restricted"), huggingface.KindIPRestricted},
		{api(403, "Sign in with SSO to access this organization"), huggingface.KindSSORequired},
		{api(403, "Two-factor authentication is required"), huggingface.KindMFARequired},
		{api(403, "You must be an admin of the organization"), huggingface.KindNotAdmin},
		{api(403, "Forbidden"), huggingface.KindForbidden},
		{api(404, "Organization not found"), huggingface.KindNotFound},
		{api(407, "Proxy Authentication Required"), huggingface.KindProxy},
		{api(408, ""), huggingface.KindHubError},
		{api(418, ""), huggingface.KindUnexpected},
		{api(429, ""), huggingface.KindRateLimited},
		{api(503, ""), huggingface.KindHubError},
		{&huggingface.TokenError{Source: "the file x", Err: os.ErrPermission}, huggingface.KindTokenSource},
		{&huggingface.ResponseError{Err: errors.New("bad JSON")}, huggingface.KindResponse},
		{context.DeadlineExceeded, huggingface.KindTimeout},
		{&net.DNSError{Name: "hub.test", IsNotFound: true}, huggingface.KindDNS},
		{&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}, huggingface.KindRefused},
		{&net.OpError{Op: "proxyconnect", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}, huggingface.KindProxy},
		{errors.New("Proxy Authentication Required"), huggingface.KindProxy},
		{x509.UnknownAuthorityError{}, huggingface.KindTLS},
		{&net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}, huggingface.KindConnection},
	} {
		if kind := huggingface.KindOf(row.err); kind != row.kind {
			t.Errorf("%v: %s, expected %s", row.err, kind, row.kind)
		}
	}
	if kind := huggingface.KindOf(nil); kind != "" {
		t.Errorf("no error has the kind %s", kind)
	}
}
