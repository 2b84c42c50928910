package faults_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"syscall"
	"testing"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// breakNetwork lets no connection come about.
func breakNetwork(err error) func(*world) func() {
	return func(w *world) func() {
		w.Network.Break(func(string) error { return err })
		return func() { w.Network.Break(nil) }
	}
}

func TestConnections(t *testing.T) {
	unreachable := func(err error, kind huggingface.Kind, says string) row {
		return row{strike: breakNetwork(err), code: "connection", kind: kind, says: says, anonymous: true, least: 7 * time.Second, most: 16 * time.Second}
	}
	unresolved := &net.DNSError{Err: "no such host", Name: "hub.test", IsNotFound: true}
	serverFailed := &net.DNSError{Err: "server misbehaving", Name: "hub.test", Server: "10.0.0.10:53", IsTemporary: true}
	run(t, map[string]row{
		"no such name":          unreachable(unresolved, huggingface.KindDNS, "no such host"),
		"DNS failure":           unreachable(serverFailed, huggingface.KindDNS, "server misbehaving"),
		"refused":               unreachable(os.NewSyscallError("connect", syscall.ECONNREFUSED), huggingface.KindRefused, "connection refused"),
		"no route":              unreachable(os.NewSyscallError("connect", syscall.EHOSTUNREACH), huggingface.KindConnection, "no route to host"),
		"no file descriptors":   unreachable(os.NewSyscallError("socket", syscall.EMFILE), huggingface.KindConnection, "too many open files"),
		"connecting takes long": {strike: breakNetwork(os.ErrDeadlineExceeded), code: "timeout", kind: huggingface.KindTimeout, says: "timeout", anonymous: true},
		"closed before headers": {fault: hubtest.Reset(), code: "connection", kind: huggingface.KindConnection, says: "EOF", anonymous: true, requests: 6},
		"closed before page 3":  {fault: hubtest.Reset(), match: hubtest.Match{Page: 3}, code: "connection", kind: huggingface.KindConnection, says: "EOF", anonymous: true},
		"closed twice":          {fault: hubtest.Reset(), match: hubtest.Match{Page: 2, Times: 2}, requests: 4 + 2},
		"not HTTP":              broken(hubtest.Raw("220 mail.example ESMTP\r\n"), hubtest.Match{}, "malformed HTTP"),
		"half the headers":      broken(hubtest.Raw("HTTP/1.1 200 OK\r\nContent-Ty"), hubtest.Match{}, "malformed MIME header"),
		"a switch of protocols": {fault: hubtest.Raw("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: odd\r\n\r\n"), code: "101", kind: huggingface.KindNotHub, says: "Switching Protocols", anonymous: true},
	})
}

// What the operating system says of a refused and of a reset connection is
// taken for what it is. This one is on loopback, with no bubble.
func TestRealConnections(t *testing.T) {
	t.Parallel()
	hub := hubtest.New()
	hub.SetOrganization(acme(27, 1))
	server := hubtest.NewServer(hub)
	defer server.Close()
	for name, test := range map[string]struct {
		fault  hubtest.Fault
		page   int
		within time.Duration // little where it is tried again
	}{
		"before the headers":   {hubtest.Reset(), 1, time.Second},
		"in the middle of 3":   {hubtest.ResetAfter(200), 3, time.Minute},
		"between body and end": {hubtest.Cut(1 << 20), 3, time.Minute},
	} {
		end := hub.Fault(hubtest.Match{Page: test.page}, test.fault)
		err := listOnce(t, server.URL, test.within)
		end()
		if huggingface.ErrorCode(err) != "connection" || huggingface.KindOf(err) != huggingface.KindConnection {
			t.Errorf("%s: %v", name, err)
		}
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	if err := listOnce(t, gone.URL, time.Second); huggingface.ErrorCode(err) != "connection" || huggingface.KindOf(err) != huggingface.KindRefused {
		t.Errorf("refused: %v", err)
	}
	if err := listOnce(t, server.URL, time.Minute); err != nil {
		t.Errorf("without a fault: %v", err)
	}
}

// listOnce lists acme's members.
func listOnce(t *testing.T, endpoint string, within time.Duration) error {
	t.Helper()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	client, err := huggingface.NewClient(huggingface.StaticToken(secret, "the test"),
		huggingface.WithEndpoint(endpoint), huggingface.WithHTTPClient(&http.Client{Transport: transport}), huggingface.WithPageSize(10))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	for _, err := range client.Members(ctx, "acme") {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestSlowness(t *testing.T) {
	slow := func(fault hubtest.Fault, page int, says string) row {
		return row{fault: fault, match: hubtest.Match{Page: page}, code: "timeout", kind: huggingface.KindTimeout, says: says, anonymous: true, least: 20 * time.Second, most: time.Minute}
	}
	fine := func(fault hubtest.Fault, least time.Duration) row {
		return row{fault: fault, requests: 4, least: least}
	}
	run(t, map[string]row{
		"no answer":                  slow(hubtest.Hang(), 0, "deadline exceeded"),
		"no answer on page 3":        slow(hubtest.Hang(), 3, "deadline exceeded"),
		"headers take too long":      slow(hubtest.Latency(25*time.Second), 2, "deadline exceeded"),
		"one byte a second":          slow(hubtest.SlowBody(1, time.Second), 2, "within the request timeout"),
		"the body stalls":            slow(hubtest.SlowBody(100, time.Hour), 3, "within the request timeout"),
		"headers take their time":    fine(hubtest.Latency(12*time.Second), 48*time.Second),
		"bodies take their time":     fine(hubtest.SlowBody(500, time.Second), 8*time.Second),
		"a slow link":                {strike: anew(func() hubtest.Fault { return hubtest.Throttle(2000) }), requests: 4, least: 2 * time.Second, most: 20 * time.Second},
		"each page in time, not all": {fault: hubtest.Latency(19 * time.Second), code: "timeout", kind: huggingface.KindTimeout, says: "deadline exceeded", anonymous: true, least: time.Minute, most: time.Minute + time.Second},
		"no answer, then a good one": {fault: hubtest.Hang(), match: hubtest.Match{Page: 2, Times: 1}, requests: 5, least: 20 * time.Second, most: 21 * time.Second},
	})
}
