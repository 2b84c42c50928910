package huggingface

import (
	"context"
	"errors"
	"net"
	"net/http"
	"syscall"
)

// Kind names what a failure means, finer than [ErrorCode] does.
type Kind string

// The kinds of failures.
const (
	KindTokenMissing      Kind = "token-missing"          // the request was anonymous and needs a token
	KindTokenInvalid      Kind = "token-invalid"          // wrong, expired or deleted
	KindTokenPending      Kind = "token-pending"          // not approved by the organization: pending or denied
	KindTokenRevoked      Kind = "token-revoked"          // by the organization
	KindTokenPolicy       Kind = "token-policy"           // only fine-grained tokens are admitted
	KindTokenSource       Kind = "token-source"           // the token cannot be read
	KindPlanRequired      Kind = "plan-required"          // the plan lacks the feature
	KindSSORequired       Kind = "sso-required"           // single sign-on
	KindMFARequired       Kind = "mfa-required"           // two-factor authentication
	KindIPRestricted      Kind = "ip-restricted"          // the exporter's address is not allowed
	KindNotAdmin          Kind = "not-admin"              // for admins of the organization only
	KindForbidden         Kind = "forbidden"              // any other 403
	KindNotFound          Kind = "not-found"              // no such organization, or not visible
	KindNotOrganization   Kind = "not-an-organization"    // the name may be that of a user
	KindRateLimited       Kind = "rate-limited"           // the token's quota
	KindRateLimitedIP     Kind = "rate-limited-anonymous" // the quota of the exporter's IP address
	KindRateLimitedWhoAmI Kind = "rate-limited-account"   // the limit of whoami alone
	KindHubError          Kind = "hub-error"              // 5xx
	KindNotHub            Kind = "not-the-hub"            // something else than the Hub answered
	KindUnexpected        Kind = "unexpected"             // any other status
	KindTimeout           Kind = "timeout"
	KindDNS               Kind = "dns"
	KindRefused           Kind = "refused"
	KindTLS               Kind = "tls"
	KindPlainHTTP         Kind = "plain-http" // http:// to a port that speaks TLS, or the reverse
	KindProxy             Kind = "proxy"
	KindConnection        Kind = "connection"
	KindElsewhere         Kind = "elsewhere"   // a link or redirect to another origin
	KindBrokenLink        Kind = "broken-link" // the next link leads to no page
	KindHiddenList        Kind = "hidden-list" // an empty list of members
	KindResponse          Kind = "response"    // any other answer that cannot be used
)

// KindOf returns what an error of a [Client] means, or "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*APIError](err); ok {
		return kindOfStatus(e)
	}
	if _, ok := errors.AsType[*TokenError](err); ok {
		return KindTokenSource
	}
	if e, ok := errors.AsType[*ResponseError](err); ok {
		return kindOfResponse(e)
	}
	return kindOfConnection(err)
}

func kindOfResponse(e *ResponseError) Kind {
	switch {
	case errors.Is(e.Err, errElsewhere):
		return KindElsewhere
	case errors.Is(e.Err, errBrokenLink):
		return KindBrokenLink
	case errors.Is(e.Err, errHiddenList):
		return KindHiddenList
	case e.Foreign:
		return KindNotHub
	}
	return KindResponse
}

func kindOfStatus(e *APIError) Kind {
	switch {
	case e.StatusCode == http.StatusProxyAuthRequired:
		return KindProxy
	case e.Foreign && e.Message == messagePlainHTTP:
		return KindPlainHTTP
	case e.Foreign:
		return KindNotHub
	case e.StatusCode >= http.StatusInternalServerError:
		return KindHubError
	}
	switch e.StatusCode {
	case http.StatusBadRequest:
		if e.Page > 1 || hasWord(e.Message, "limit|cursor") {
			return KindUnexpected
		}
		return KindNotOrganization
	case http.StatusUnauthorized:
		if e.Anonymous {
			return KindTokenMissing
		}
		return KindTokenInvalid
	case http.StatusPaymentRequired:
		return KindPlanRequired
	case http.StatusForbidden:
		return kindOfForbidden(e.Message)
	case http.StatusNotFound:
		return KindNotFound
	case http.StatusRequestTimeout:
		return KindHubError
	case http.StatusTooManyRequests:
		return kindOfRateLimit(e)
	}
	return KindUnexpected
}

func kindOfRateLimit(e *APIError) Kind {
	switch {
	case e.Anonymous:
		return KindRateLimitedIP
	case e.Endpoint == EndpointWhoAmI:
		return KindRateLimitedWhoAmI
	}
	return KindRateLimited
}

func kindOfConnection(err error) Kind {
	op, isOp := errors.AsType[*net.OpError](err)
	switch {
	case isTLS(err):
		return KindTLS
	case isOp && op.Op == "proxyconnect", isProxyRefusal(err):
		return KindProxy
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return KindDNS
	}
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return KindRefused
	case isSchemeMismatch(err):
		return KindPlainHTTP
	}
	if e, ok := errors.AsType[net.Error](err); errors.Is(err, context.DeadlineExceeded) || ok && e.Timeout() {
		return KindTimeout
	}
	return KindConnection
}

// isProxyRefusal recognizes how net/http words the answer of a proxy that was
// asked to CONNECT and did not: as an error with the status text and nothing
// else.
func isProxyRefusal(err error) bool {
	for e := err; e != nil; e = errors.Unwrap(e) {
		for status := http.StatusBadRequest; status < 600; status++ {
			if text := http.StatusText(status); text != "" && e.Error() == text {
				return true
			}
		}
	}
	return false
}
