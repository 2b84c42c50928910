package faults_test

import (
	"net"
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
		w.Network.Break(err)
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
		"connecting takes long": {strike: breakNetwork(os.ErrDeadlineExceeded), code: "timeout", kind: huggingface.KindTimeout, says: "timeout", anonymous: true},
		"closed before headers": {fault: hubtest.Reset(), code: "connection", kind: huggingface.KindConnection, says: "EOF", anonymous: true, requests: 6},
		"closed before page 3":  {fault: hubtest.Reset(), match: hubtest.Match{Page: 3}, code: "connection", kind: huggingface.KindConnection, says: "EOF", anonymous: true},
		"not HTTP":              broken(hubtest.Raw("220 mail.example ESMTP\r\n"), hubtest.Match{}, "malformed HTTP"),
		"half the headers":      broken(hubtest.Raw("HTTP/1.1 200 OK\r\nContent-Ty"), hubtest.Match{}, "malformed MIME header"),
		"a switch of protocols": {fault: hubtest.Raw("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: odd\r\n\r\n"), code: "101", kind: huggingface.KindNotHub, says: "Switching Protocols", anonymous: true},
	})
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
		"a slow link":                {strike: eachTime(func() hubtest.Fault { return hubtest.Throttle(2000) }), requests: 4, least: 2 * time.Second, most: 20 * time.Second},
		"each page in time, not all": {fault: hubtest.Latency(19 * time.Second), code: "timeout", kind: huggingface.KindTimeout, says: "deadline exceeded", anonymous: true, least: time.Minute, most: time.Minute + time.Second},
		"no answer, then a good one": {fault: hubtest.Hang(), match: hubtest.Match{Page: 2, Times: 1}, requests: 5, least: 20 * time.Second, most: 21 * time.Second},
	})
}
