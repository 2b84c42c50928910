//go:build unix

package app_test

import (
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// signal sends one to this process. The program under test catches it: it does
// so before it listens, and start has waited for that.
func signal(t *testing.T, s syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(os.Getpid(), s); err != nil {
		t.Fatal(err)
	}
}

func TestHangupReloads(t *testing.T) {
	h := newHub(t)
	acme := "organizations:\n" + entry("acme", secretOfAcme)
	c := startConfigured(t, h, acme+entry("globex", secretOfGlobex))
	c.ready()

	write(t, c.file, "organizations: []\n")
	signal(t, syscall.SIGHUP)
	rig.Eventually(t, "the metric tells of the wrong file", func() bool { return c.value(reloadSuccessful) == 0 })
	if log := c.stderr.String(); !strings.Contains(log, c.file+":1: organizations: must be a list") {
		t.Errorf("the log does not tell what is wrong:\n%s", log)
	}
	if len(of(c.metrics(), "globex")) == 0 {
		t.Error("a wrong file took globex away")
	}

	write(t, c.file, acme)
	signal(t, syscall.SIGHUP)
	rig.Eventually(t, "globex is gone", func() bool { return len(of(c.metrics(), "globex")) == 0 })
	if got := c.value(reloadSuccessful); got != 1 {
		t.Errorf("successful is %v", got)
	}
}

// Without a file there is nothing to reload, which does not end it.
func TestHangupWithoutFile(t *testing.T) {
	p := start(t, nil, "--demo")
	signal(t, syscall.SIGHUP)
	rig.Eventually(t, "the log says so", func() bool { return strings.Contains(p.stderr.String(), "there is nothing to reload") })
	if status, _, _ := p.request(http.MethodGet, "/-/healthy"); status != http.StatusOK {
		t.Errorf("healthy is %d", status)
	}
}

// SIGTERM ends the process well within five seconds, also while a scrape hangs.
func TestTermEnds(t *testing.T) {
	h := newHub(t)
	h.Fault(hubtest.Match{}, hubtest.Hang())
	p := start(t, environment{"HF_TOKEN": secretOfAcme}, "--huggingface.endpoint="+h.url, "--huggingface.organization=acme")
	rig.Eventually(t, "the scrape hangs", func() bool { return len(h.Requests()) > 0 })
	signal(t, syscall.SIGTERM)
	select {
	case status := <-p.status:
		p.status <- status
		if status != 0 {
			t.Errorf("status %d", status)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("it does not end")
	}
}
