package huggingface_test

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"syscall"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
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
		{api(400, "Not an organization"), huggingface.KindNotOrganization},
		{api(400, "limit must be at most 1000"), huggingface.KindUnexpected},
		{&huggingface.APIError{StatusCode: 400, Page: 2}, huggingface.KindUnexpected},
		{api(404, "Organization not found"), huggingface.KindNotFound},
		{&huggingface.APIError{StatusCode: 404, Foreign: true}, huggingface.KindNotHub},
		{&huggingface.APIError{StatusCode: 502, Foreign: true}, huggingface.KindNotHub},
		{&huggingface.APIError{StatusCode: 407, Foreign: true}, huggingface.KindProxy},
		{api(407, "Proxy Authentication Required"), huggingface.KindProxy},
		{api(408, ""), huggingface.KindHubError},
		{api(418, ""), huggingface.KindUnexpected},
		{api(429, ""), huggingface.KindRateLimited},
		{&huggingface.APIError{StatusCode: 429, Anonymous: true}, huggingface.KindRateLimitedIP},
		{&huggingface.APIError{StatusCode: 429, Endpoint: huggingface.EndpointWhoAmI}, huggingface.KindRateLimitedWhoAmI},
		{api(503, ""), huggingface.KindHubError},
		{&huggingface.TokenError{Source: "the file x", Err: os.ErrPermission}, huggingface.KindTokenSource},
		{&huggingface.ResponseError{Err: errors.New("bad JSON")}, huggingface.KindResponse},
		{&huggingface.ResponseError{Foreign: true, Err: errors.New("bad JSON")}, huggingface.KindNotHub},
		{http.ErrSchemeMismatch, huggingface.KindPlainHTTP},
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

// The documented messages are known to the letter, others by whole words.
func TestRefusalsAreToldApartByTheirMessage(t *testing.T) {
	for message, want := range map[string]huggingface.Kind{
		hubtest.MessagePending: huggingface.KindTokenPending,
		hubtest.MessageRevoked: huggingface.KindTokenRevoked,
		"Your token is pending approval by an admin of the organization":        huggingface.KindTokenPending,
		"The token approval request was denied by an administrator":             huggingface.KindTokenPending,
		"Your token was revoked while its approval was pending":                 huggingface.KindTokenRevoked,
		"Your account is not associated with this organization":                 huggingface.KindForbidden,
		"The request with your token was rejected by the content access policy": huggingface.KindForbidden,
		"Your fine-grained token lacks the permission org.read":                 huggingface.KindForbidden,
		"Skipped: your membership is pending":                                   huggingface.KindForbidden,
		"Your token was denied approval by the organization":                    huggingface.KindTokenPending,
		"Your token has been revoked by the organization":                       huggingface.KindTokenRevoked,
		"This organization only allows fine-grained tokens":                     huggingface.KindTokenPolicy,
		"Access from your IP address is restricted":                             huggingface.KindIPRestricted,
		"Sign in with SSO to access this organization":                          huggingface.KindSSORequired,
		"Two-factor authentication is required":                                 huggingface.KindMFARequired,
		"You must be an admin of the organization":                              huggingface.KindNotAdmin,
		"Forbidden": huggingface.KindForbidden,
	} {
		e := &huggingface.APIError{StatusCode: 403, Message: message}
		if kind := huggingface.KindOf(e); kind != want {
			t.Errorf("%q: %s, expected %s", message, kind, want)
		}
		if documented := message == hubtest.MessagePending || message == hubtest.MessageRevoked; e.Documented() != documented {
			t.Errorf("%q: documented is %t", message, e.Documented())
		}
	}
}
