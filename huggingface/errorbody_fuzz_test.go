package huggingface_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"huggingface_exporter/huggingface"
)

// answering is a transport that gives the same answer always.
type answering struct {
	status int
	header http.Header
	body   []byte
}

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: a.status, Header: a.header.Clone(), Body: io.NopCloser(bytes.NewReader(a.body)), Request: r}, nil
}

// Whatever comes with a status of failure, the error has that status, says
// something that fits on a line of the log, has a kind, and no token.
func FuzzErrorBody(f *testing.F) {
	f.Add(401, []byte(`{"error":"Invalid credentials"}`), "Invalid credentials", "InvalidCredentials", "Root=1-2", "")
	f.Add(403, []byte(`<html>`), "the token "+secret, secret, secret, "gzip")
	f.Add(404, []byte(`{"error":"`+secret+`"}`), "", "", "", "br")
	f.Add(418, []byte(`{"error":"`+strings.Repeat(secret, 200)), strings.Repeat("ö", 5000), strings.Repeat("x", 999), "\xff", "")
	f.Add(451, []byte(`{"error":null}`), "\x00\n", "", "", "identity")
	f.Add(400, []byte("{\"error\":\"a\xff\t\\ud83d\",\"error\":\"b\"}"), strings.Repeat(",", 1<<16), strings.Repeat("\xff", 5000), strings.Repeat(`"`, 5000), "")
	f.Fuzz(func(t *testing.T, status int, body []byte, message, code, id, encoding string) {
		if status < 400 || status > 499 || status == http.StatusRequestTimeout || status == http.StatusTooManyRequests {
			return // not an error, or one that is tried again
		}
		client := newClient(t, huggingface.StaticToken(secret, "the test"), huggingface.WithHTTPClient(&http.Client{Transport: answering{status, http.Header{
			"X-Error-Message": {message}, "X-Error-Code": {code}, "X-Request-Id": {id}, "Content-Encoding": {encoding},
		}, body}}))
		err := mustFail(t, client)
		e, ok := errors.AsType[*huggingface.APIError](err)
		if !ok || e.StatusCode != status {
			t.Fatalf("status %d came as %v", status, err)
		}
		if len(e.Message) > 4096 || len(e.Code) > 200 || len(e.RequestID) > 200 {
			t.Errorf("%d, %d and %d bytes", len(e.Message), len(e.Code), len(e.RequestID))
		}
		if text := err.Error() + e.RequestID; strings.Contains(text, secret) || !utf8.ValidString(text) {
			t.Errorf("%q", text)
		}
		if huggingface.KindOf(err) == "" {
			t.Errorf("no kind for %v", err)
		}
	})
}
