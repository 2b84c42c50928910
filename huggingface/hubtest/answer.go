package hubtest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
)

// contentType is that of the Hub's answers.
const contentType = "application/json; charset=utf-8"

// writeError answers as the Hub does on failure: {"error": message}, and the
// same in headers. The Hub documents X-Error-Code but not its values, so those
// of the double are stand-ins.
func writeError(w http.ResponseWriter, status int, code, message string) {
	if code != "" {
		w.Header().Set("X-Error-Code", code)
	}
	w.Header().Set("X-Error-Message", message)
	writeBody(w, status, contentType, encode(map[string]string{"error": message}))
}

func writeBody(w http.ResponseWriter, status int, contentType string, body []byte) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // The client may have left.
}

// encode writes JSON as JavaScript does: < > & stay as they are. It panics on
// what cannot be JSON, which the double's own types never are.
func encode(v any) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
}
