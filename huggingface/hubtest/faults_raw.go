package hubtest

import (
	"io"
	"net/http"
)

// Raw sends these bytes in place of an answer, HTTP or not, and closes the
// connection. Where the connection cannot be had, as with HTTP/2, it aborts
// the answer.
func Raw(answer string) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			abort()
		}
		_, _ = io.WriteString(connection, answer) // The client may be gone, which is its own affair.
		_ = connection.Close()
	}
}
