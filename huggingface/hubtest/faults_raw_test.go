package hubtest_test

import (
	"net/http"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

func TestRaw(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, hubtest.Members(12, 1))
	off := hub.Fault(hubtest.Match{}, hubtest.Raw("HTTP/1.1 299 Odd\r\nContent-Length: 2\r\n\r\nab"))
	if got := ask(t, server, membersPath, adminSecret); got.status != 299 || got.body != "ab" {
		t.Errorf("got %d %q", got.status, got.body)
	}
	off()
	hub.Fault(hubtest.Match{}, hubtest.Raw("220 mail.example ESMTP\r\n"))
	if got, err := try(t, server.Client(), server.URL+membersPath, adminSecret); err == nil {
		t.Errorf("what is not HTTP came as %d", got.status)
	}
}

// Over HTTP/2 there is no connection to be had.
func TestRawOverHTTP2(t *testing.T) {
	t.Parallel()
	hub := hubtest.New()
	server := hubtest.NewTLSServer(hub)
	defer server.Close()
	hub.Fault(hubtest.Match{}, hubtest.Raw("anything"))
	if got, err := try(t, server.Client(), server.URL+"/", ""); err == nil {
		t.Errorf("got %d %q over %s", got.status, got.body, http.StatusText(got.status))
	}
}
