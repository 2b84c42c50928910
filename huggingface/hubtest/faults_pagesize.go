package hubtest

import (
	"net/http"
	"time"
)

// LatencyBySize delays each page of members by what cost says of the number of
// members asked for.
func LatencyBySize(cost func(limit int) time.Duration) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		limit, _ := limitOf(r.URL)
		wait(r.Context(), cost(limit))
		next.ServeHTTP(w, r)
	}
}

// Beyond lets a fault happen to requests for more than n members at a time.
func Beyond(n int, fault Fault) Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if limit, _ := limitOf(r.URL); limit > n {
			fault(w, r, next)
			return
		}
		next.ServeHTTP(w, r)
	}
}
