package faults_test

import (
	"net/http"
	"testing"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// A request that the Hub refuses is not repeated: it would be refused again.
func TestRefusals(t *testing.T) {
	refused := func(status int, message string, kind huggingface.Kind) row {
		return row{fault: hubtest.Status(status, message), code: itoa(status), kind: kind, says: message, requests: 1}
	}
	run(t, map[string]row{
		"400": refused(400, "Not an organization", huggingface.KindNotOrganization),
		"401 revoked": {
			strike: func(w *world) func() {
				w.Hub.RevokeToken(secret)
				return func() { w.Hub.SetToken(secret, hubtest.Token{}) }
			},
			code: "401", kind: huggingface.KindTokenInvalid, says: "Invalid credentials", requests: 1,
		},
		"402":                    refused(402, "Payment required", huggingface.KindPlanRequired),
		"403 documented pending": refused(403, hubtest.MessagePending, huggingface.KindTokenPending),
		"403 documented revoked": refused(403, hubtest.MessageRevoked, huggingface.KindTokenRevoked),
		"403 unknown":            refused(403, "Nothing the exporter has ever heard of", huggingface.KindForbidden),
		"403 HTML":               foreign(403, "Forbidden"),
		"404 HTML":               foreign(404, `"nginx"`),
		"404 renamed":            {strike: renamed, code: "404", kind: huggingface.KindNotFound, says: "Organization not found", requests: 1},
		"404 on page 2":          {fault: hubtest.Status(404, "gone"), match: hubtest.Match{Page: 2}, code: "response", kind: huggingface.KindBrokenLink, says: "page 2 of the Hub's answer cannot be used: the next link leads to a page that does not exist (HTTP 404 for the path /api/organizations/acme/members)"},
		"410":                    refused(410, "API version retired", huggingface.KindUnexpected),
		"204":                    {fault: bare(http.StatusNoContent), code: "response", kind: huggingface.KindResponse, says: "204", requests: 1},
	})
}

// A request that may succeed later is repeated, six times in all, and within
// the time of the scrape.
func TestFailuresThatMayPass(t *testing.T) {
	lasting := func(status int, fault hubtest.Fault, says string) row {
		return row{fault: fault, code: itoa(status), kind: huggingface.KindHubError, says: says, requests: 6, least: 7 * time.Second, most: 16 * time.Second}
	}
	run(t, map[string]row{
		"408":           lasting(408, hubtest.Status(408, "Request timeout"), "Request timeout"),
		"500":           lasting(500, hubtest.Status(500, "Internal Error - We're working hard to fix this as soon as possible!", "Internal"), "Internal Error"),
		"502 HTML":      foreign(502, "Bad Gateway"),
		"599":           lasting(599, hubtest.Status(599, "network connect timeout"), "network connect timeout"),
		"502 twice":     {fault: hubtest.HTML(502), match: hubtest.Match{Page: 3, Times: 2}, requests: 4 + 2, least: 750 * time.Millisecond, most: 2 * time.Second},
		"503 with time": {fault: hubtest.RetryAfter(503, "9"), match: hubtest.Match{Page: 3, Times: 1}, requests: 5, least: 9 * time.Second, most: 10 * time.Second},
		"503 for hours": {fault: hubtest.RetryAfter(503, "7200"), code: "503", kind: huggingface.KindHubError, says: "Service Unavailable", requests: 1, most: time.Second},
	})
}

// The reset counts where the quota is used up. Otherwise Retry-After does, and
// without it the exporter's own backoff.
func TestRateLimits(t *testing.T) {
	struck := func(fault hubtest.Fault) row {
		return row{fault: fault, code: "429", kind: huggingface.KindRateLimited, says: "429"}
	}
	once := func(fault hubtest.Fault, least, most time.Duration) row {
		return row{fault: fault, match: hubtest.Match{Page: 2, Times: 1}, requests: 5, least: least, most: most}
	}
	date := func(d time.Duration) hubtest.Fault {
		return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
			hubtest.RetryAfter(429, time.Now().Add(d).UTC().Format(http.TimeFormat))(w, r, next)
		}
	}
	long := struck(hubtest.RateLimited(0, 2*time.Minute))
	long.requests, long.most = 1, time.Second // there is no time to wait, so why ask
	lasting := struck(hubtest.RateLimited(3, time.Second))
	lasting.requests = 6
	run(t, map[string]row{
		"r=0 and t":              once(hubtest.RateLimited(0, 7*time.Second), 7*time.Second, 8*time.Second),
		"r=0 and t too long":     long,
		"r>0":                    once(hubtest.RateLimited(3, 40*time.Second), 250*time.Millisecond, time.Second),
		"r>0 and no end":         lasting,
		"Retry-After seconds":    once(retryAfter("11"), 11*time.Second, 12*time.Second),
		"Retry-After date":       once(date(13*time.Second), 12*time.Second, 15*time.Second),
		"Retry-After date past":  once(date(-time.Hour), 0, time.Second),
		"Retry-After nonsense":   once(retryAfter("soon"), 250*time.Millisecond, time.Second),
		"Retry-After negative":   once(retryAfter("-5"), 250*time.Millisecond, time.Second),
		"Retry-After overflow":   once(retryAfter("99999999999999999999"), 250*time.Millisecond, time.Second),
		"Retry-After in a month": struck(date(30 * 24 * time.Hour)),
		"headers of nonsense":    once(hubtest.Header("RateLimit", `"api";r=-1;t=x, ;;=,"`, hubtest.Status(429, "")), 250*time.Millisecond, time.Second),
	})
}

// retryAfter is a 429 of a limit other than the quota.
func retryAfter(value string) hubtest.Fault { return hubtest.RetryAfter(429, value) }

// renamed leaves the token a good one, and the organization no more.
func renamed(w *world) func() {
	w.Hub.SetToken(secret, hubtest.Token{Role: "read"})
	w.Hub.RemoveOrganization("acme")
	return func() { w.Hub.SetOrganization(acme(34, 2)) }
}
