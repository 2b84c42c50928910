package web

import "net/http"

// Limit answers 503 to what is more than n requests at once.
func Limit(n int, next http.Handler) http.Handler {
	slots := make(chan struct{}, n)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case slots <- struct{}{}:
			defer func() { <-slots }()
			next.ServeHTTP(w, r)
		default:
			answer(w, http.StatusServiceUnavailable, "Too many requests at once. Try again in a moment.")
		}
	})
}
