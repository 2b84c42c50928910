package app_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// configured is an exporter with a configuration file.
type configured struct {
	*program
	file string
}

// startConfigured runs the exporter with a file of this text.
func startConfigured(t *testing.T, h hub, text string, args ...string) configured {
	t.Helper()
	file := write(t, filepath.Join(t.TempDir(), "exporter.yml"), text)
	args = append(args, "--config.file="+file, "--huggingface.endpoint="+h.url, "--web.enable-lifecycle")
	return configured{start(t, nil, args...), file}
}

// reload gives the file another text and has it read.
func (c configured) reload(text string) (status int, body string) {
	c.t.Helper()
	write(c.t, c.file, text)
	status, _, body = c.request(http.MethodPost, "/-/reload")
	return status, body
}

// reloaded is a reload that must work.
func (c configured) reloaded(text string) {
	c.t.Helper()
	if status, body := c.reload(text); status != http.StatusOK {
		c.t.Fatalf("the reload answers %d: %s", status, body)
	}
}

// of are the series of an organization.
func of(metrics map[string]float64, organization string) map[string]float64 {
	series := map[string]float64{}
	for name, value := range metrics {
		if strings.Contains(name, fmt.Sprintf("organization=%q", organization)) {
			series[name] = value
		}
	}
	return series
}

// entry is an organization of a file, with further lines.
func entry(name, secret string, lines ...string) string {
	text := fmt.Sprintf("  - name: %s\n    authorization: {credentials: %s}\n", name, secret)
	for _, line := range lines {
		text += "    " + line + "\n"
	}
	return text
}

const (
	reloadSuccessful = "huggingface_exporter_config_last_reload_successful"
	reloadTime       = "huggingface_exporter_config_last_reload_success_timestamp_seconds"
	scrapesOfAcme    = `huggingface_scrapes_total{organization="acme"}`
	pagesOfAcme      = `huggingface_scrape_pages{organization="acme"}`
	seatLimitOfAcme  = `huggingface_organization_seat_limit{organization="acme"}`
)

// Organizations that stay are left alone, removed ones vanish, new ones start.
func TestReload(t *testing.T) {
	h := newHub(t)
	h.SetOrganization(organization("initech", 10, "hf_SECRET_of_initech"))
	acme := entry("acme", secretOfAcme)
	c := startConfigured(t, h, "organizations:\n"+acme+entry("globex", secretOfGlobex))
	c.ready()
	before := c.metrics()
	if before[reloadSuccessful] != 1 || time.Since(time.Unix(int64(before[reloadTime]), 0)) > time.Minute {
		t.Errorf("after the start: successful %v, at %v", before[reloadSuccessful], before[reloadTime])
	}

	c.reloaded("organizations:\n" + entry("initech", "hf_SECRET_of_initech", "seat_limit: 12") + acme)
	after := c.metrics()
	if left := of(after, "globex"); len(left) > 0 {
		t.Errorf("of globex there is left %v", left)
	}
	for series, value := range of(before, "acme") {
		if strings.Contains(series, "_api_request") { // the account may have been read since
			continue
		}
		if after[series] != value {
			t.Errorf("%s was %v and is %v", series, value, after[series])
		}
	}
	rig.Eventually(t, "initech is scraped", func() bool { return c.metrics()[`huggingface_up{organization="initech"}`] == 1 })
	after = c.metrics()
	if after[`huggingface_organization_seat_limit{organization="initech"}`] != 12 {
		t.Errorf("initech is %v", of(after, "initech"))
	}
	if got := len(h.listings("acme")); got != 1 {
		t.Errorf("acme was listed %d times, want once", got)
	}
	if after[reloadSuccessful] != 1 || after[reloadTime] < before[reloadTime] {
		t.Errorf("after the reload: successful %v, at %v", after[reloadSuccessful], after[reloadTime])
	}
}

// Settings that change take effect at once; numbers and counters stay.
func TestReloadOfChangedSettings(t *testing.T) {
	h := newHub(t)
	c := startConfigured(t, h, "organizations:\n"+entry("acme", secretOfAcme, "seat_limit: 40"))
	c.ready()
	if limit := c.value(seatLimitOfAcme); limit != 40 {
		t.Errorf("the seat limit is %v", limit)
	}
	h.Fault(hubtest.Match{Organization: "acme"}, hubtest.Hang())
	c.reloaded("organizations:\n" + entry("acme", secretOfAcme, "seat_limit: 50"))
	rig.Eventually(t, "acme is scraped again", func() bool { return len(h.listings("acme")) == 2 })
	metrics := c.metrics()
	for series, want := range map[string]float64{seatLimitOfAcme: 50, scrapesOfAcme: 2, pagesOfAcme: 1, `huggingface_up{organization="acme"}`: 1} {
		if metrics[series] != want {
			t.Errorf("%s is %v, want %v", series, metrics[series], want)
		}
	}
}

// A wrong file changes nothing, and answer, log and metric say so.
func TestReloadOfWrongFile(t *testing.T) {
	h := newHub(t)
	good := "organizations:\n" + entry("acme", secretOfAcme)
	c := startConfigured(t, h, good)
	c.ready()
	before := c.metrics()
	for name, row := range map[string]struct{ text, want string }{
		"empty":      {"", ": empty file"},
		"token file": {"organizations:\n  - name: acme\n    authorization: {credentials_file: missing}\n", ":3: organizations[0].authorization: no usable token"},
		"CA":         {good + "    tls_config: {ca_file: missing}\n", ":4: organizations[0].tls_config.ca_file: "},
	} {
		t.Run(name, func(t *testing.T) {
			status, body := c.reload(row.text)
			if status != http.StatusInternalServerError || !strings.Contains(body, c.file+row.want) {
				t.Errorf("%d: %s", status, body)
			}
			if !strings.Contains(c.stderr.String(), c.file+row.want) {
				t.Errorf("the log does not tell %q", row.want)
			}
			metrics := c.metrics()
			if metrics[reloadSuccessful] != 0 || metrics[reloadTime] != before[reloadTime] {
				t.Errorf("successful %v, at %v", metrics[reloadSuccessful], metrics[reloadTime])
			}
			for _, series := range []string{scrapesOfAcme, pagesOfAcme} {
				if metrics[series] != before[series] {
					t.Errorf("%s was %v and is %v", series, before[series], metrics[series])
				}
			}
		})
	}
	c.reloaded(good)
	if got := c.value(reloadSuccessful); got != 1 {
		t.Errorf("with a good file again, successful is %v", got)
	}
	if got := len(h.listings("acme")); got != 1 {
		t.Errorf("acme was listed %d times, want once", got)
	}
}

func TestReloadOverHTTP(t *testing.T) {
	p := start(t, nil, "--demo", "--web.enable-lifecycle")
	for method, want := range map[string]int{"GET": 405, "DELETE": 405, "POST": 500, "PUT": 500} {
		status, header, body := p.request(method, "/-/reload")
		if status != want || want == 500 && !strings.Contains(body, "nothing to reload") || (header.Get("Allow") == "POST, PUT") != (want == 405) {
			t.Errorf("%s: %d %s", method, status, body)
		}
	}
}

// A scrape that is under way when the file is read again goes on, and counts
// once.
func TestReloadDuringScrape(t *testing.T) {
	h := newHub(t)
	reached, goOn := make(chan struct{}), make(chan struct{})
	release := sync.OnceFunc(func() { close(goOn) })
	defer release()
	h.Fault(matchPage("acme", 2), before(func() { close(reached); <-goOn }))
	acme := "organizations:\n" + entry("acme", secretOfAcme)
	c := startConfigured(t, h, acme+entry("globex", secretOfGlobex), "--huggingface.page-size=10")
	<-reached
	var reloads sync.WaitGroup
	for range 4 {
		reloads.Go(func() {
			if status, _, body := c.request(http.MethodPost, "/-/reload"); status != http.StatusOK {
				t.Errorf("%d: %s", status, body)
			}
		})
	}
	reloads.Wait()
	c.reloaded(acme)
	release()
	c.ready()
	metrics := c.metrics()
	for series, want := range map[string]float64{`huggingface_up{organization="acme"}`: 1, scrapesOfAcme: 1, pagesOfAcme: 4} {
		if metrics[series] != want {
			t.Errorf("%s is %v, want %v", series, metrics[series], want)
		}
	}
	if got := len(h.listings("acme")); got != 4 {
		t.Errorf("%d requests for the four pages of acme", got)
	}
}

// Removed organizations leave neither a goroutine nor a connection behind,
// whether they are idle or in the middle of a scrape.
func TestReloadLeavesNothingBehind(t *testing.T) {
	h := newHub(t)
	var connections atomic.Int32
	server := httptest.NewUnstartedServer(h.Hub)
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			connections.Add(1)
		case http.StateClosed:
			connections.Add(-1)
		default:
		}
	}
	server.Start()
	defer server.Close()
	h.url = server.URL

	acme := "organizations:\n" + entry("acme", secretOfAcme)
	h.SetOrganization(organization("initech", 10, "hf_SECRET_of_initech"))
	// Another setting of HTTP makes for connections of its own.
	globex := entry("globex", secretOfGlobex, "enable_http2: false")
	initech := entry("initech", "hf_SECRET_of_initech", "scrape_interval: 1h", "scrape_timeout: 1m", "tls_config: {min_version: TLS12}")
	h.Fault(hubtest.Match{Organization: "globex", After: 1}, hubtest.Hang())
	c := startConfigured(t, h, acme+globex+initech, "--no-collector.account", "--no-collector.overview", "--scrape.interval=100ms", "--scrape.timeout=100ms")
	c.ready()
	rig.Eventually(t, "the scrape of globex hangs", func() bool { return len(h.listings("globex")) > 1 })
	if got := pollers(); got != 3 {
		t.Fatalf("%d pollers, want 3", got)
	}
	rig.Eventually(t, "each has a connection", func() bool { return connections.Load() == 3 })
	c.reloaded(acme)
	if got := pollers(); got != 1 {
		t.Errorf("%d pollers are left, want 1", got)
	}
	rig.Eventually(t, "only the connection of acme is left", func() bool { return connections.Load() == 1 })
	asked := len(h.listings("globex"))
	c.value(scrapesOfAcme)
	rig.Eventually(t, "acme goes on", func() bool { return len(h.listings("acme")) > 3 })
	if got := len(h.listings("globex")); got != asked {
		t.Errorf("globex was asked %d more times", got-asked)
	}
}

// pollers counts the goroutines that poll an organization.
func pollers() int {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	return strings.Count(string(stacks), "collector.(*organization).poll(")
}
