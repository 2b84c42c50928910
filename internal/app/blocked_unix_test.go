//go:build unix

package app_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/app"
	"huggingface_exporter/internal/test/rig"
)

// block replaces a file by a FIFO: whoever opens it waits.
func block(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
}

// endsAtOnce holds the program to an end without waiting.
func endsAtOnce(t *testing.T, p *program) {
	t.Helper()
	begun := time.Now()
	if status := p.end(); status != 0 || time.Since(begun) > 2*time.Second {
		t.Errorf("status %d after %s", status, time.Since(begun))
	}
}

// A reload of a file that became a FIFO fails, and blocks nothing.
func TestReloadOfFIFO(t *testing.T) {
	h := newHub(t)
	c := startConfigured(t, h, "organizations:\n"+entry("acme", secretOfAcme))
	c.ready()
	block(t, c.file)
	for range 2 {
		if status, _, body := c.request(http.MethodPost, "/-/reload"); status != http.StatusInternalServerError || !strings.Contains(body, c.file+": not a regular file") {
			t.Errorf("%d: %s", status, body)
		}
	}
	endsAtOnce(t, c.program)
}

// A certificate that becomes a FIFO fails scrapes, and blocks nothing.
func TestCertificateBecomesFIFO(t *testing.T) {
	h := newHub(t)
	server := hubtest.NewTLSServer(h.Hub)
	defer server.Close()
	h.url = server.URL
	ca := caFile(t, server)
	c := startConfigured(t, h, "organizations:\n"+entry("acme", secretOfAcme, "tls_config: {ca_file: "+ca+"}"), "--scrape.interval=200ms")
	c.ready()
	block(t, ca)
	rig.Eventually(t, "a scrape fails, and the log says why", func() bool {
		return c.metrics()[`huggingface_up{organization="acme"}`] == 0 && strings.Contains(c.stderr.String(), "unable to read CA cert: "+ca+": not a regular file")
	})
	endsAtOnce(t, c.program)
}

// Connections end while --web.config.file is a FIFO, the log says why, and all
// is well when it is a file again.
func TestWebFileBecomesFIFO(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "web.yml"), "")
	p := start(t, nil, "--demo", "--web.config.file="+path)
	p.ready()
	block(t, path)
	for range 3 {
		if resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(getRequest(t, p.url)); err == nil {
			resp.Body.Close()
			t.Errorf("the answer is %s", resp.Status)
		}
	}
	rig.Eventually(t, "the log warns", func() bool {
		return strings.Contains(p.stderr.String(), `level=warn`) && strings.Contains(p.stderr.String(), path+": not a regular file")
	})
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	write(t, path, "")
	rig.Eventually(t, "the log says that it is over", func() bool { return strings.Contains(p.stderr.String(), "valid again") })
	p.ready()
	endsAtOnce(t, p)
}

// What hangs does not keep the process from ending.
func TestEndInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		answer := make(chan error)
		begun := time.Now()
		cancel()
		if err := app.EndInTime(ctx, func() error { return <-answer }); err == nil || time.Since(begun) > 5*time.Second {
			t.Errorf("%v after %s", err, time.Since(begun))
		}
		close(answer)
	})
}
