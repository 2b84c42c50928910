package faults_test

import (
	"cmp"
	"io"
	"net/http"
	"net/url"
	"sync"
	"testing"

	"huggingface_exporter/huggingface"
)

// proxy is one of proxy.test:3128, which lets all through until a fault tells
// it to answer otherwise.
type proxy struct {
	w *world

	mu     sync.Mutex
	answer http.HandlerFunc
}

func (p *proxy) tell(answer http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer = answer
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	answer := p.answer
	p.mu.Unlock()
	switch {
	case answer != nil:
		answer(w, r)
	case r.Method == http.MethodConnect:
		p.tunnel(w, r)
	default:
		p.w.Hub.ServeHTTP(w, r)
	}
}

// tunnel lets both sides talk until one of them ends it.
func (p *proxy) tunnel(w http.ResponseWriter, r *http.Request) {
	far, err := p.w.Network.Dial(r.Context(), "tcp", r.Host)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	near, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		p.w.t.Error(err)
		return
	}
	_, _ = io.WriteString(near, "HTTP/1.1 200 OK\r\n\r\n")
	var both sync.WaitGroup
	both.Go(func() { _, _ = io.Copy(far, near); _ = far.Close() })
	both.Go(func() { _, _ = io.Copy(near, far); _ = near.Close() })
	both.Wait()
}

// through makes a row about requests through a proxy that gives this answer.
func through(scheme string, r row, answer http.HandlerFunc) row {
	r.setup = func(w *world) {
		secureHub(w)
		w.proxy.w = w
		w.Transport.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: "proxy.test:3128", User: url.UserPassword("me", "TheProxysPassword")})
		w.Serve("proxy.test:3128", &w.proxy)
	}
	r.strike = func(w *world) func() {
		w.proxy.tell(answer)
		return func() { w.proxy.tell(nil) }
	}
	r.opts = []huggingface.Option{huggingface.WithEndpoint(scheme + "://hub.test")}
	r.anonymous = true
	r.code = cmp.Or(r.code, "connection")
	return r
}

func TestProxies(t *testing.T) {
	says := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "<html>no</html>", status) }
	}
	silent := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	refused := func(says string) row { return row{kind: huggingface.KindProxy, says: says, requests: none} }
	run(t, map[string]row{
		"407 for https":     through("https", refused("Proxy Authentication Required"), says(407)),
		"407 for http":      through("http", row{code: "407", kind: huggingface.KindProxy, says: "Proxy Authentication Required", requests: none}, says(407)),
		"403 for https":     through("https", refused("Forbidden"), says(403)),
		"502 for https":     through("https", refused("Bad Gateway"), says(502)),
		"503 for http":      through("http", row{code: "503", kind: huggingface.KindNotHub, says: "Service Unavailable", requests: none}, says(503)),
		"a page for http":   through("http", row{code: "response", kind: huggingface.KindNotHub, says: "page 1", requests: none}, says(200)),
		"a page for https":  through("https", row{kind: huggingface.KindTLS, says: "not look like a TLS handshake", requests: none}, page200),
		"silence for https": through("https", row{code: "timeout", kind: huggingface.KindTimeout, says: "deadline exceeded", requests: none}, silent),
		"silence for http":  through("http", row{code: "timeout", kind: huggingface.KindTimeout, says: "deadline exceeded", requests: none}, silent),
		"no proxy there":    unreachableProxy(through("https", refused("proxyconnect"), nil)),
	})
}

// page200 accepts the CONNECT and sends a page where TLS should begin.
func page200(w http.ResponseWriter, _ *http.Request) {
	c, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
	_, _ = c.Read(make([]byte, 4096)) // the client's hello
	_, _ = io.WriteString(c, "<!DOCTYPE html><title>Sign in</title>")
	_ = c.Close()
}

// unreachableProxy breaks the network in place of the proxy.
func unreachableProxy(r row) row {
	r.strike = breakNetwork(io.ErrClosedPipe)
	return r
}
