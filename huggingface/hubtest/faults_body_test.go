package hubtest_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

func TestBrokenBodies(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, hubtest.Members(12, 1))
	whole := ask(t, server, membersPath, adminSecret).body
	for name, test := range map[string]struct {
		fault  hubtest.Fault
		err    error
		length string // Content-Length
	}{
		"Truncate":   {hubtest.Truncate(100), io.ErrUnexpectedEOF, strconv.Itoa(len(whole))},
		"Cut":        {hubtest.Cut(100), io.ErrUnexpectedEOF, ""},
		"ResetAfter": {hubtest.ResetAfter(100), syscall.ECONNRESET, strconv.Itoa(len(whole))},
		"ShortBody":  {hubtest.ShortBody(100), nil, "100"},
	} {
		remove := hub.Fault(hubtest.Match{}, test.fault)
		got := ask(t, server, membersPath, adminSecret)
		if got.status != 200 || !errors.Is(got.err, test.err) || got.header.Get("Content-Length") != test.length {
			t.Errorf("%s: %d, Content-Length %q, %v; want %q, %v",
				name, got.status, got.header.Get("Content-Length"), got.err, test.length, test.err)
		}
		if got.body != whole[:100] {
			t.Errorf("%s: the body is %q", name, got.body)
		}
		remove()
	}
}

func TestBodiesLongerThanTheyAre(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, named("ann"))
	whole := ask(t, server, membersPath, adminSecret).body
	for name, fault := range map[string]hubtest.Fault{
		"ShortBody": hubtest.ShortBody(len(whole) + 1), "Truncate": hubtest.Truncate(len(whole) + 1),
	} {
		remove := hub.Fault(hubtest.Match{}, fault)
		if got := ask(t, server, membersPath, adminSecret); got.body != whole || got.err != nil {
			t.Errorf("%s: %q, %v", name, got.body, got.err)
		}
		remove()
	}
}

func TestResetBeforeHeaders(t *testing.T) {
	t.Parallel()
	hub := hubtest.New()
	hub.Fault(hubtest.Match{}, hubtest.Reset())
	plain, secure := hubtest.NewServer(hub), hubtest.NewTLSServer(hub)
	t.Cleanup(plain.Close)
	t.Cleanup(secure.Close)

	if got, err := try(t, plain.Client(), plain.URL+membersPath, ""); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("HTTP: %+v, %v", got, err)
	}
	if got, err := try(t, secure.Client(), secure.URL+membersPath, ""); err == nil {
		t.Errorf("HTTP/2: %+v", got)
	}
	old := secure.Client().Transport.(*http.Transport).Clone()
	old.Protocols = new(http.Protocols)
	old.Protocols.SetHTTP1(true)
	old.TLSClientConfig.NextProtos = nil
	if got, err := try(t, &http.Client{Transport: old}, secure.URL+membersPath, ""); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("HTTPS: %+v, %v", got, err)
	}
}

// A fault that wraps the answer must not keep another from the connection.
func TestResetUnderThrottle(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, nil)
	hub.Fault(hubtest.Match{}, hubtest.Throttle(1_000_000))
	hub.Fault(hubtest.Match{}, hubtest.Reset())
	if got, err := try(t, server.Client(), server.URL+membersPath, adminSecret); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestGzipBomb(t *testing.T) {
	t.Parallel()
	const size = 8<<20 + 5
	hub, server := newAcme(t, nil)
	server.Client().Transport.(*http.Transport).DisableCompression = true // to see it as it is
	hub.Fault(hubtest.Match{}, hubtest.GzipBomb(size))
	compressed := ask(t, server, membersPath, adminSecret)

	plain, err := gzip.NewReader(strings.NewReader(compressed.body))
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := io.ReadAll(plain)
	if err != nil || len(decoded) != size || len(compressed.body) > size/100 {
		t.Errorf("%d bytes decode to %d, want %d: %v", len(compressed.body), len(decoded), size, err)
	}
	if string(bytes.TrimSpace(decoded[1:])) != "]" || decoded[0] != '[' {
		t.Errorf("it is not an empty array: %.20q", decoded)
	}
}

func TestContentEncoding(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, hubtest.Members(12, 1))
	hub.Fault(hubtest.Match{}, hubtest.ContentEncoding("br"))
	got := ask(t, server, membersPath, adminSecret)
	if got.header.Get("Content-Encoding") != "br" || !strings.HasPrefix(got.body, `[{"_id"`) {
		t.Errorf("%v %.100q", got.header, got.body)
	}
}
