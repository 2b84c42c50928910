//go:build acceptance && unix

package process_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// faults are one of each kind. Elsewhere is the address of another server.
func faults(elsewhere string) map[string]hubtest.Fault {
	return map[string]hubtest.Fault{
		"400": hubtest.Status(400, "Bad token "+secret), "401": hubtest.Status(401, "Invalid credentials "+secret, secret), "402": hubtest.Status(402, secret),
		"403": hubtest.Status(403, "Token "+secret+" has been revoked"), "404": hubtest.Status(404, "Not found"),
		"429": hubtest.RateLimited(3, time.Second), "500": hubtest.Status(500, secret), "502": hubtest.HTML(502), "503": hubtest.RetryAfter(503, "9"),
		"reset": hubtest.Reset(), "reset in the body": hubtest.ResetAfter(99), "truncated": hubtest.Truncate(99), "cut": hubtest.Cut(99), "short": hubtest.ShortBody(99),
		"HTML": hubtest.HTML(200), "shape": hubtest.Body("application/json", []byte(`{"`+secret+`":1}`)), "twice": hubtest.Body("application/json", []byte(`[{"`+secret+`":1,"`+secret+`":2}]`)),
		"encoding": hubtest.ContentEncoding(secret), "gzip": hubtest.ContentEncoding("gzip"),
		"no HTTP": hubtest.Raw(secret + "\r\n"), "an echo": echo, "more than its length": hubtest.Raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[7]" + secret), "a bad header": hubtest.Raw("HTTP/1.1 200 OK\r\nBearer " + secret + "\r\n\r\n"),
		"hang": hubtest.Hang(), "slow": hubtest.SlowBody(1, time.Minute),
		"loop": hubtest.LoopingCursor(), "bad link": hubtest.NextLink("<" + secret), "foreign link": hubtest.NextLink("<" + elsewhere + "/" + secret + `>; rel="next"`),
		"redirect": hubtest.Redirect(302, elsewhere+"/?token="+secret), "307": hubtest.Redirect(307, elsewhere), "redirect to a user": hubtest.Redirect(302, "http://"+secret+"@127.0.0.1/"),
	}
}

// echo sends the request back, as broken proxies do.
func echo(w http.ResponseWriter, r *http.Request, next http.Handler) {
	hubtest.Raw("HTTP/1.1 200 OK\r\nAuthorization "+r.Header.Get("Authorization")+"\r\n\r\n")(w, r, next)
}

// Whatever goes wrong, the token is in no line of the log, on no page, in no
// output of a command and on no other server.
func TestTheTokenIsNowhere(t *testing.T) {
	t.Parallel()
	var strangers atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		strangers.Add(1)
		t.Errorf("another server was asked for %s", r.URL.Path)
	}))
	defer elsewhere.Close()
	hub, url := newHub(t)
	p := start(t, against(url)...)
	p.well(25)
	hides := func(where, text string) {
		t.Helper()
		if strings.Contains(text, secret) || strings.Contains(text, secret[3:]) {
			t.Errorf("%s shows the token: %s", where, text)
		}
	}
	all := faults(elsewhere.URL)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		end := hub.Fault(hubtest.Match{}, all[name])
		failures := p.sum("huggingface_scrape_errors_total")
		rig.Eventually(p.t, name+" makes a scrape fail", func() bool { return p.sum("huggingface_scrape_errors_total") > failures })
		for _, path := range []string{"/", "/metrics", "/-/ready", "/nowhere"} {
			_, headers, text := p.get(path)
			hides(path+" at "+name, text)
			hides(path+" at "+name, strings.Join(slices.Concat(slices.Collect(maps.Values(headers))...), " "))
		}
		flags := []string{"--huggingface.endpoint=" + url, "--huggingface.organization=acme", "--huggingface.request-timeout=40ms", "--scrape.timeout=60ms"}
		var commands sync.WaitGroup
		for _, args := range [][]string{{"check"}, {"members", "--format=jsonl"}} {
			commands.Go(func() {
				status, text := once(t, append(args, flags...)...)
				hides(args[0]+" at "+name, text)
				if status != 1 {
					t.Errorf("%s at %s ends with %d:\n%s", args[0], name, status, text)
				}
			})
		}
		commands.Wait()
		end()
		if n := p.sum("huggingface_organization_members"); n != 25 {
			t.Errorf("%v members at %s", n, name)
		}
	}
	p.well(25)
	p.signal(syscall.SIGQUIT) // which makes the runtime tell all it knows of its goroutines
	if status := p.end(rig.Patience); status != 2 || !strings.Contains(p.stderr.String(), "goroutine ") {
		t.Errorf("SIGQUIT ends it with %d", status)
	}
	hides("the log", p.stderr.String())
	hides("the output", p.stdout.String())
	hides("its arguments", strings.Join(p.cmd.Args, " "))
	if n := strangers.Load(); n != 0 {
		t.Errorf("%d requests went astray", n)
	}
}

// What the exporter says of itself does not tell of the environment.
func TestHelpHidesTheToken(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--help"}, {"check", "--help"}, {"--version"}, {"--no-such-flag"}, {"--huggingface.page-size=1"}} {
		if _, text := once(t, args...); strings.Contains(text, secret) || text == "" {
			t.Errorf("%v says %s", args, text)
		}
	}
}
