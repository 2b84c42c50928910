package hubtest

import (
	"net/http"
	"strconv"
	"time"
)

// LimitLatency delays each page of the members list by what f returns for the
// number of members asked for: a Hub may need longer for larger pages.
func LimitLatency(f func(limit int) time.Duration) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if limit, err := limitOf(r.URL); err == nil {
			wait(r.Context(), f(limit))
		}
		next.ServeHTTP(w, r)
	}
}

// RefuseLimit answers 400 to requests for pages of more members.
func RefuseLimit(most int) Fault {
	return BeyondLimit(most, Status(http.StatusBadRequest, "limit must be at most "+strconv.Itoa(most), "InvalidLimit"))
}

// BeyondLimit strikes requests for pages of more members with a fault.
func BeyondLimit(most int, fault Fault) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if limit, err := limitOf(r.URL); err == nil && limit > most {
			fault(w, r, next)
			return
		}
		next.ServeHTTP(w, r)
	}
}
