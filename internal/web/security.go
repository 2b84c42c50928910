package web

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
)

// nothing lets a page load, run, frame and send nothing at all.
const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// SecurityHeaders tells browsers to do as little as possible with the answers
// of next: load and run nothing, guess no types, appear in no frame, tell
// other sites nothing, keep nothing.
func SecurityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", nothing)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// allowStyle is a policy that also admits one inline style sheet, and icons
// that are part of the page.
func allowStyle(css string) string {
	sum := sha256.Sum256([]byte(css))
	return nothing + "; img-src data:; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
