package hubtest

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Status answers with a status and the Hub's form of an error, and with the
// X-Error-Code if one is given.
func Status(code int, message string, errorCode ...string) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		writeError(w, code, strings.Join(errorCode, ""), message)
	}
}

// RateLimited answers 429 with so many requests remaining and a reset in t. It
// is the quota that is exhausted if none remains, else another limit.
func RateLimited(remaining int, t time.Duration) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		setRateLimit(w.Header(), remaining, t)
		writeError(w, http.StatusTooManyRequests, "", rateLimitMessage)
	}
}

// The messages of 403 that the Hub documents. The first comes for a token whose
// approval is pending and for one whose approval was denied.
const (
	MessagePending = "Due to the organization token policy, your token needs to be approved by the organization before you can access this resource."
	MessageRevoked = "Your token has been revoked by the organization administrator, you can no longer access organization resources. Please contact them for more information."
)

// RetryAfter answers with a status and a Retry-After header of this value.
func RetryAfter(status int, value string) Fault {
	return Header("Retry-After", value, Status(status, http.StatusText(status)))
}

// Header sets a header of what another fault answers; for nil, of the true
// answer.
func Header(name, value string, of Fault) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		w.Header().Set(name, value)
		if of == nil {
			next.ServeHTTP(w, r)
			return
		}
		of(w, r, next)
	}
}

// HTML answers with a status and a page for people, as a proxy or a load
// balancer in front of the Hub does: with none of the Hub's headers.
func HTML(status int) Fault {
	text := fmt.Sprintf("%d %s", status, http.StatusText(status))
	body := "<!DOCTYPE html>\n<html><head><title>" + text + "</title></head><body><h1>" + text + "</h1></body></html>\n"
	return Foreign("nginx", status, "text/html; charset=utf-8", body)
}

// Foreign answers as a server that is not the Hub does, with its name in the
// header Server.
func Foreign(server string, status int, contentType, body string) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		for _, name := range []string{"X-Request-Id", "X-Powered-By", "RateLimit", "RateLimit-Policy"} {
			w.Header().Del(name)
		}
		w.Header().Set("Server", server)
		writeBody(w, status, contentType, []byte(body))
	}
}

// Redirect answers with a redirect status and this Location.
func Redirect(status int, to string) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Location", to)
		w.WriteHeader(status)
	}
}

// Body answers 200 with these bytes and no Link.
func Body(contentType string, body []byte) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		writeBody(w, http.StatusOK, contentType, body)
	}
}
