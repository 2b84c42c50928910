package faults_test

import (
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

const year = 365 * 24 * time.Hour

// secured is a certificate and settings of a Hub, which a fault can change.
type secured struct {
	authority *rig.Authority
	config    atomic.Pointer[tls.Config]
}

func (s *secured) use(c tls.Certificate, more ...func(*tls.Config)) {
	config := &tls.Config{Certificates: []tls.Certificate{c}, NextProtos: []string{"h2", "http/1.1"}}
	for _, set := range more {
		set(config)
	}
	s.config.Store(config)
}

// secureHub lets the Hub answer at https://hub.test, too.
func secureHub(w *world) {
	w.tls.authority = rig.NewAuthority(w.t)
	w.Transport.TLSClientConfig = &tls.Config{RootCAs: w.tls.authority.Pool()}
	w.tls.serve(w)
}

func (s *secured) serve(w *world) {
	s.use(s.authority.Issue("hub.test", -year, year))
	w.ServeTLS("hub.test:443", w.Hub, &tls.Config{
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) { return s.config.Load(), nil },
		// It is never asked for; without one the server would not start.
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return nil, errors.ErrUnsupported },
	})
}

// answerWith makes hub.test:443 say something and no more, whatever it is told.
func answerWith(w *world, text string) {
	l := w.Network.Listen("hub.test:443")
	done := make(chan struct{})
	w.t.Cleanup(func() {
		_ = l.Close()
		close(done)
	})
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() { _, _ = io.Copy(io.Discard, c) }()
			go func() {
				_, _ = io.WriteString(c, text)
				<-done
				_ = c.Close()
			}()
		}
	}()
}

// secure is a row about a Hub with https. Strike changes the server.
func secure(r row, strike func(*world)) row {
	r.setup = secureHub
	r.opts = []huggingface.Option{huggingface.WithEndpoint("https://hub.test")}
	r.strike = func(w *world) func() {
		strike(w)
		return func() { w.tls.serve(w) }
	}
	return r
}

// A connection that cannot be trusted is not tried again: the certificate will
// be the same in a minute.
func TestTLS(t *testing.T) {
	untrusted := func(says string, strike func(*world)) row {
		return secure(row{code: "connection", kind: huggingface.KindTLS, says: says, anonymous: true, requests: none, most: time.Second}, strike)
	}
	certificate := func(name string, from, to time.Duration) func(*world) {
		return func(w *world) { w.tls.use(w.tls.authority.Issue(name, from, to)) }
	}
	settings := func(set func(*tls.Config)) func(*world) {
		return func(w *world) { w.tls.use(w.tls.authority.Issue("hub.test", -year, year), set) }
	}
	run(t, map[string]row{
		"good":          secure(row{requests: 4}, func(*world) {}),
		"expired":       untrusted("expired", certificate("hub.test", -year, -time.Minute)),
		"not valid yet": untrusted("not yet valid", certificate("hub.test", time.Hour, year)),
		"wrong name":    untrusted("evil.test", certificate("evil.test", -year, year)),
		"unknown CA":    untrusted("unknown authority", func(w *world) { w.tls.use(rig.NewAuthority(w.t).Issue("hub.test", -year, year)) }),
		"wants a client's certificate": untrusted("certificate required", settings(func(c *tls.Config) {
			c.ClientAuth = tls.RequireAndVerifyClientCert
		})),
		"too old": untrusted("protocol version", settings(func(c *tls.Config) {
			c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS10
		})),
		"no common cipher": untrusted("handshake failure", settings(func(c *tls.Config) {
			c.MaxVersion, c.CipherSuites = tls.VersionTLS12, []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA}
		})),
		"not TLS": untrusted("not look like a TLS handshake", func(w *world) { answerWith(w, "SSH-2.0-OpenSSH_9.6\r\n") }),
		"plain HTTP": secure(row{code: "connection", kind: huggingface.KindPlainHTTP, says: "HTTP response to HTTPS client", anonymous: true, requests: none, most: time.Second},
			func(w *world) { w.Serve("hub.test:443", w.Hub) }),
		"a handshake without an end": secure(row{code: "timeout", kind: huggingface.KindTimeout, says: "deadline exceeded", anonymous: true, requests: none},
			func(w *world) { answerWith(w, "") }),
		"a link to http": secure(row{code: "response", kind: huggingface.KindElsewhere, says: "https://hub.test:443, to http://hub.test:80", anonymous: true, requests: 1},
			func(w *world) { w.Hub.Fault(hubtest.Match{Page: 1, Times: 1}, swap("https:", "http:")) }),
		"a redirect to http": secure(row{code: "response", kind: huggingface.KindElsewhere, says: "to http://hub.test:80", anonymous: true, requests: 1},
			func(w *world) {
				w.Hub.Fault(hubtest.Match{Times: 1, Path: "members"}, hubtest.Redirect(302, "http://hub.test/api/organizations/acme/members?limit=10"))
			}),
	})
}

// The Hub speaks HTTP/2, where an answer that breaks off is a stream that is
// reset, and the connection lives on.
func TestHTTP2(t *testing.T) {
	over := func(r row) row {
		r.setup = func(w *world) {
			secureHub(w)
			w.Transport.ForceAttemptHTTP2 = true
		}
		r.opts = []huggingface.Option{huggingface.WithEndpoint("https://hub.test")}
		return r
	}
	run(t, map[string]row{
		"good":                over(row{fault: checkHTTP2, requests: 4}),
		"cut":                 over(broken(hubtest.Truncate(200), hubtest.Match{Page: 3}, "stream error")),
		"cut in chunks":       over(broken(hubtest.Cut(200), hubtest.Match{Page: 3}, "stream error")),
		"reset":               over(broken(hubtest.Reset(), hubtest.Match{}, "stream error")),
		"reset once":          over(row{fault: hubtest.Reset(), match: hubtest.Match{Page: 2, Times: 1}, requests: 5}),
		"no answer":           over(row{fault: hubtest.Hang(), code: "timeout", kind: huggingface.KindTimeout, says: "deadline exceeded", anonymous: true}),
		"one byte a second":   over(row{fault: hubtest.SlowBody(1, time.Second), code: "timeout", kind: huggingface.KindTimeout, says: "within the request timeout", anonymous: true}),
		"502":                 over(row{fault: hubtest.HTML(502), code: "502", kind: huggingface.KindNotHub, says: "Bad Gateway", anonymous: true, requests: 6}),
		"502 once":            over(row{fault: hubtest.HTML(502), match: hubtest.Match{Page: 4, Times: 1}, requests: 5}),
		"the JSON ends early": over(unusable(hubtest.ShortBody(200), hubtest.Match{Page: 3}, "page 3")),
	})
}

func checkHTTP2(w http.ResponseWriter, r *http.Request, next http.Handler) {
	if r.ProtoMajor != 2 {
		hubtest.Status(505, r.Proto)(w, r, next)
		return
	}
	next.ServeHTTP(w, r)
}
