package huggingface

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"syscall"
)

// Diagnosis says what a failure means and what to do about it.
type Diagnosis struct {
	// Kind names the diagnosis: one of the Kind constants.
	Kind string
	// Cause is one sentence.
	Cause string
	// Steps are what to do, one sentence each, the likeliest first.
	Steps []string
}

// Advice returns the steps in one line.
func (d Diagnosis) Advice() string { return strings.Join(d.Steps, " ") }

// Diagnose explains an error of a [Client]. It returns the zero Diagnosis for
// nil.
func Diagnose(err error) Diagnosis {
	if err == nil {
		return Diagnosis{}
	}
	kind := kindOf(err)
	for _, d := range Diagnoses() {
		if d.Kind == kind {
			return d
		}
	}
	return Diagnosis{Kind: kind}
}

func kindOf(err error) string {
	if e, ok := errors.AsType[*APIError](err); ok {
		return kindOfStatus(e)
	}
	if _, ok := errors.AsType[*TokenError](err); ok {
		return KindTokenSource
	}
	if e, ok := errors.AsType[*ResponseError](err); ok {
		if errors.Is(e.Err, errElsewhere) {
			return KindElsewhere
		}
		return KindResponse
	}
	return kindOfConnection(err)
}

func kindOfStatus(e *APIError) string {
	switch e.StatusCode {
	case http.StatusUnauthorized:
		if e.Anonymous {
			return KindTokenMissing
		}
		return KindTokenInvalid
	case http.StatusPaymentRequired:
		return KindPlanRequired
	case http.StatusForbidden:
		return kindOfForbidden(e)
	case http.StatusNotFound:
		return KindNotFound
	case http.StatusProxyAuthRequired:
		return KindProxy
	case http.StatusTooManyRequests:
		return KindRateLimited
	}
	if e.StatusCode >= http.StatusInternalServerError || e.StatusCode == http.StatusRequestTimeout {
		return KindHubError
	}
	return KindUnexpected
}

// kindOfForbidden tells the reasons of a 403 apart. The Hub does so by its
// message alone, whose wording is not documented, so it is searched for words.
func kindOfForbidden(e *APIError) string {
	message := strings.ToLower(e.Message + " " + e.Code)
	for _, reason := range []struct{ kind, words string }{
		{KindTokenPending, "pending|awaiting approval|not been approved|not yet approved"},
		{KindTokenRevoked, "revoked"},
		{KindTokenDenied, "denied approval|approval was denied|been denied|token denied|rejected"},
		{KindTokenPolicy, "fine-grained|fine grained|finegrained|token policy|token-policy"},
		{KindSSORequired, "sso|single sign|saml|identity provider"},
		{KindMFARequired, "mfa|2fa|two-factor|two factor|second factor"},
		{KindIPRestricted, "ip address|your ip|ip range|ip restrict|ip-restrict|ip allow"},
		{KindNotAdmin, "admin"},
	} {
		for word := range strings.SplitSeq(reason.words, "|") {
			if strings.Contains(message, word) {
				return reason.kind
			}
		}
	}
	return KindForbidden
}

func kindOfConnection(err error) string {
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
	case errors.Is(err, http.ErrSchemeMismatch):
		return KindUnexpected
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
