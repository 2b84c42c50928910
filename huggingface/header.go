package huggingface

import (
	"fmt"
	"net/http"
	"strings"
)

// maxHeader is how much of each header is looked at, in bytes.
const maxHeader = 4 << 10

// boundHeaders cuts headers that are larger. A URL makes no sense when it is
// cut, so that is an error.
func boundHeaders(h http.Header) error {
	for name, values := range h {
		left := maxHeader
		for i, value := range values {
			if len(value) <= left {
				left -= len(value)
				continue
			}
			if name == "Link" || name == "Location" {
				return fmt.Errorf("its header %s is larger than %d KiB", name, maxHeader>>10)
			}
			values[i] = strings.Clone(value[:left])
			h[name] = values[:i+1]
			break
		}
	}
	return nil
}

// trimOWS trims the optional white space of HTTP: spaces and tabs.
func trimOWS(s string) string { return strings.Trim(s, " \t") }
