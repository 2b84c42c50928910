//go:build acceptance && unix

package process_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// configured starts the exporter with a configuration file of this text.
func configured(t *testing.T, url, text string) (*process, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.yml")
	write(t, file, text)
	return start(t, "--huggingface.endpoint="+url, "--config.file="+file, "--huggingface.page-size=10", "--scrape.staleness=1h", "--log.level=debug"), file
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// stall makes the second page stop in its middle.
func stall(hub *hubtest.Hub) (end func()) {
	hub.ResetRequests()
	return hub.Fault(hubtest.Match{Page: 2}, hubtest.SlowBody(100, time.Hour))
}

// stalled waits until the second page has stopped.
func (p *process) stalled(hub *hubtest.Hub) {
	p.t.Helper()
	rig.Eventually(p.t, "a page stalls", func() bool {
		return slices.ContainsFunc(hub.Requests(), func(r hubtest.Request) bool { return r.Page == 2 && r.Status == 200 })
	})
}

// A reload in the middle of a page publishes nothing of the page. With other
// settings the scrape starts over, with a wrong file it goes on.
func TestHangupInTheMiddleOfAPage(t *testing.T) {
	t.Parallel()
	hub, url := newHub(t)
	p, file := configured(t, url, "organizations: [{name: acme}]\n")
	p.well(25)
	reload := func(text string) {
		write(t, file, text)
		p.signal(syscall.SIGHUP)
	}

	hub.SetOrganization(acme(31))
	end := stall(hub)
	reload("organizations: [{name: acme, seat_limit: 40}]\n")
	p.stalled(hub)
	reload("organizations: [{nam: acme}]\n")
	rig.Eventually(p.t, "the wrong file is reported", func() bool { return p.sum("huggingface_exporter_config_last_reload_successful") == 0 })
	if n := p.sum("huggingface_organization_members"); n != 25 {
		t.Errorf("%v members while the page is not whole", n)
	}
	end()
	reload("organizations: [{name: acme, seat_limit: 50}]\n")
	p.well(31)
	if n := p.sum("huggingface_organization_seat_limit"); n != 50 {
		t.Errorf("a limit of %v seats", n)
	}
	if n := p.sum("huggingface_scrape_errors_total"); n != 0 {
		t.Errorf("%v scrapes failed", n)
	}

	stall(hub)
	reload("organizations: [{name: acme, seat_limit: 60}]\n")
	p.stalled(hub)
	reload("organizations: [{name: globex}]\n")
	rig.Eventually(p.t, "acme is gone", func() bool { _, _, text := p.get("/metrics"); return !strings.Contains(text, `"acme"`) })
}
