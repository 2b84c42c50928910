package web

import "net/http"

// Reload calls reload on POST and PUT. It answers 200 when reload succeeds and
// 500 with its reason when it fails, 403 when it is not enabled, and 405 to
// other methods. Enable it only where the page is out of strangers' reach.
func Reload(enabled bool, reload func() error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !enabled:
			answer(w, http.StatusForbidden, "Reloading over HTTP is off: start the exporter with --web.enable-lifecycle, or send it SIGHUP.")
		case r.Method != http.MethodPost && r.Method != http.MethodPut:
			w.Header().Set("Allow", "POST, PUT")
			answer(w, http.StatusMethodNotAllowed, "Use POST or PUT to reload.")
		default:
			if err := reload(); err != nil {
				answer(w, http.StatusInternalServerError, "The configuration was not reloaded, the old one stays in force: "+err.Error())
				return
			}
			answer(w, http.StatusOK, "The configuration was reloaded.")
		}
	})
}
