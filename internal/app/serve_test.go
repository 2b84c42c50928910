package app_test

import (
	"compress/gzip"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

func TestDemo(t *testing.T) {
	p := start(t, nil, "--demo")
	p.ready()
	address := strings.Replace(p.url, "127.0.0.1", "localhost", 1)
	if got, want := p.stdout.String(), "Open "+address+"/\n"; got != want {
		t.Errorf("it prints %q, want %q", got, want)
	}
	for _, next := range nextScrapes(p, 4) {
		// One and a half intervals is the most that the second scrape waits.
		if in := time.Until(next); in > 23*time.Second {
			t.Errorf("the next scrape is in %s, which is not every 15s", in)
		}
	}
	metrics := p.metrics()
	for series, want := range map[string]float64{
		`huggingface_up{organization="acme"}`:                                 1,
		`huggingface_up{organization="globex"}`:                               1,
		`huggingface_up{organization="initech"}`:                              0,
		`huggingface_up{organization="umbrella"}`:                             0,
		`huggingface_scrape_errors_total{code="403",organization="initech"}`:  1,
		`huggingface_scrape_errors_total{code="404",organization="umbrella"}`: 1,
		`huggingface_scrape_errors_total{code="401",organization="acme"}`:     0,
	} {
		if got, ok := metrics[series]; !ok || got != want {
			t.Errorf("%s is %v, want %v", series, got, want)
		}
	}
	seats := 0.0
	for series, value := range metrics {
		if strings.HasPrefix(series, `huggingface_organization_members{organization="acme"`) {
			seats += value
		}
		if strings.HasPrefix(series, "huggingface_organization_members{") && strings.Contains(series, "initech") {
			t.Errorf("%s is %v, made up", series, value)
		}
	}
	if seats != 1200 {
		t.Errorf("acme has %v seats, want 1200", seats)
	}
}

var nextScrape = regexp.MustCompile(`<dt>Next scrape</dt><dd><time datetime="([^"]+)"`)

// nextScrapes returns when the scrapes of n organizations are due, as the
// status page shows it.
func nextScrapes(p *program, n int) []time.Time {
	p.t.Helper()
	var times []time.Time
	rig.Eventually(p.t, "all scrapes are scheduled", func() bool {
		_, _, body := p.request(http.MethodGet, "/")
		times = nil
		for _, m := range nextScrape.FindAllStringSubmatch(body, -1) {
			at, err := time.Parse(time.RFC3339, m[1])
			if err != nil {
				p.t.Fatal(err)
			}
			times = append(times, at)
		}
		return len(times) == n
	})
	return times
}

// Every page says what it is, and tells browsers to do as little as possible.
func TestPages(t *testing.T) {
	p := start(t, nil, "--demo", "--web.telemetry-path=/numbers")
	p.ready()
	for _, row := range []struct {
		method, path string
		status       int
		contentType  string
		body         string
	}{
		{"GET", "/", 200, "text/html", "initech"},
		{"HEAD", "/", 200, "text/html", ""},
		{"GET", "/numbers", 200, "text/plain", "huggingface_exporter_build_info{"},
		{"GET", "/metrics", 404, "text/plain", "not found"},
		{"GET", "/-/healthy", 200, "text/plain", "healthy"},
		{"GET", "/-/ready", 200, "text/plain", "ready"},
		{"POST", "/-/reload", 403, "text/plain", "--web.enable-lifecycle"},
		{"GET", "/-/reload", 403, "text/plain", "--web.enable-lifecycle"},
		{"POST", "/numbers", 405, "text/plain", ""},
		{"GET", "/favicon.ico", 404, "text/plain", "not found"},
		{"GET", "/debug/pprof/", 404, "text/plain", "not found"},
	} {
		status, header, body := p.request(row.method, row.path)
		if status != row.status || !strings.HasPrefix(header.Get("Content-Type"), row.contentType) || !strings.Contains(body, row.body) {
			t.Errorf("%s %s: %d, %s\n%.200s", row.method, row.path, status, header.Get("Content-Type"), body)
		}
		for name, want := range map[string]string{
			"Content-Security-Policy":      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":       "nosniff",
			"X-Frame-Options":              "DENY",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Cache-Control":                "no-store",
		} {
			// The status page adds to the policy.
			if got := header.Get(name); !strings.HasPrefix(got, want) {
				t.Errorf("%s %s: %s is %q, want %q", row.method, row.path, name, got, want)
			}
		}
	}
}

// Prometheus asks for gzip, and gets it. What asks for something else gets text.
func TestMetricsAreCompressed(t *testing.T) {
	p := start(t, nil, "--demo")
	p.ready()
	for accept, want := range map[string]string{"gzip": "gzip", "zstd, br, gzip;q=0.5": "gzip", "zstd": "", "gzip;q=0": "", "": ""} {
		req := getRequest(t, p.url+"/metrics")
		req.Header.Set("Accept-Encoding", accept)
		resp, err := (&http.Transport{DisableKeepAlives: true, DisableCompression: true}).RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		var body io.Reader = resp.Body
		if want == "gzip" {
			if body, err = gzip.NewReader(resp.Body); err != nil {
				t.Fatal(err)
			}
		}
		text, err := io.ReadAll(body)
		resp.Body.Close()
		if got := resp.Header.Get("Content-Encoding"); err != nil || got != want || resp.Header.Get("Vary") != "Accept-Encoding" || !strings.HasSuffix(string(text), "\n") {
			t.Errorf("%q: the encoding is %q, %v, %v", accept, got, err, resp.Header)
		}
	}
}

// What the process tells of itself is there, and nothing of a configuration
// file where there is none.
func TestMetricsOfTheProcess(t *testing.T) {
	p := start(t, nil, "--demo")
	metrics := p.metrics()
	for _, series := range []string{"go_goroutines", "process_start_time_seconds", "promhttp_metric_handler_requests_in_flight"} {
		if _, ok := metrics[series]; !ok {
			t.Errorf("%s is absent", series)
		}
	}
	for series := range metrics {
		if strings.HasPrefix(series, "huggingface_exporter_config_") {
			t.Errorf("%s is there without a file", series)
		}
	}
}

// A Hub that hangs keeps neither pages nor the end of the process waiting.
func TestHangingHub(t *testing.T) {
	h := newHub(t)
	h.Fault(hubtest.Match{Organization: "acme"}, hubtest.Hang())
	p := start(t, environment{"HF_TOKEN": secretOfAcme}, "--huggingface.endpoint="+h.url, "--huggingface.organization=acme")
	rig.Eventually(t, "the scrape hangs", func() bool { return len(h.listings("acme")) == 1 })

	begun := time.Now()
	metrics := p.metrics()
	if took := time.Since(begun); took > time.Second {
		t.Errorf("/metrics took %s", took)
	}
	if up, ok := metrics[`huggingface_up{organization="acme"}`]; ok {
		t.Errorf("up is %v before the first scrape has ended", up)
	}
	if status, _, _ := p.request(http.MethodGet, "/-/ready"); status != http.StatusServiceUnavailable {
		t.Errorf("ready is %d", status)
	}
	begun = time.Now()
	if status := p.end(); status != 0 {
		t.Errorf("status %d", status)
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("the end took %s", took)
	}
	if log := p.stderr.String(); strings.Contains(log, "level=error") || !strings.Contains(log, `msg="Shutting down"`) {
		t.Errorf("the log is\n%s", log)
	}
}

// A page that is being read when the end comes is cut off in time, and then the
// status is still 0.
func TestEndWithIdleClients(t *testing.T) {
	p := start(t, nil, "--demo")
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.Write([]byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if status := p.end(); status != 0 || time.Since(begun) > 5*time.Second {
		t.Errorf("status %d after %s", status, time.Since(begun))
	}
}

func TestAddressInUse(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	status, _, stderr := execute(t, nil, "--demo", "--web.listen-address="+taken.Addr().String())
	if status != 1 || !strings.Contains(stderr, "huggingface_exporter: error: --web.listen-address: listen tcp "+taken.Addr().String()) || !strings.Contains(stderr, "choose another port") {
		t.Errorf("status %d:\n%s", status, stderr)
	}
}
