package app_test

import (
	"context"
	"net/http"
	"regexp"
	"testing"
	"time"

	"huggingface_exporter/internal/app"
	"huggingface_exporter/internal/test/rig"
)

// environment is what getenv knows; nothing of the machine's.
type environment map[string]string

func (e environment) get(name string) string { return e[name] }

// progressLine is what a command shows that takes longer than a second, as any
// may on a busy machine.
var progressLine = regexp.MustCompile(`(?m)^.*: [0-9,]+ members? read so far.*\n`)

// execute runs a command to its end. Its progress is left out of stderr.
func execute(t *testing.T, env environment, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), rig.Patience)
	defer cancel()
	var out, log rig.Output
	status = app.Run(ctx, args, env.get, &out, &log)
	if ctx.Err() != nil {
		t.Fatalf("%v does not end:\n%s", args, log.String())
	}
	return status, out.String(), progressLine.ReplaceAllString(log.String(), "")
}

// program is the exporter at work.
type program struct {
	t              *testing.T
	url            string
	stdout, stderr rig.Output
	stop           context.CancelFunc
	status         chan int
}

// The port is in the log, unless that is told to say less or in another form;
// the demo prints it too.
var port = regexp.MustCompile(`msg="Listening on" address=127\.0\.0\.1:(\d+)|Open http://localhost:(\d+)/`)

// start runs the exporter on a port of its own until the end of the test.
func start(t *testing.T, env environment, args ...string) *program {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	p := &program{t: t, stop: cancel, status: make(chan int, 1)}
	args = append([]string{"--web.listen-address=127.0.0.1:0"}, args...)
	go func() { p.status <- app.Run(ctx, args, env.get, &p.stdout, &p.stderr) }()
	t.Cleanup(func() { p.end() })
	rig.Eventually(t, "the exporter listens", func() bool {
		m := port.FindStringSubmatch(p.stdout.String() + p.stderr.String())
		if m == nil {
			return false
		}
		p.url = "http://127.0.0.1:" + m[1] + m[2]
		return true
	})
	return p
}

// end stops the program as a signal does, and returns its status.
func (p *program) end() int {
	p.t.Helper()
	p.stop()
	select {
	case status := <-p.status:
		p.status <- status // for who asks again
		return status
	case <-time.After(rig.Patience):
		p.t.Errorf("the exporter does not end:\n%s", p.stderr.String())
		return -1
	}
}

func getRequest(t *testing.T, url string) *http.Request {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

// request asks one page.
func (p *program) request(method, path string) (status int, header http.Header, body string) {
	p.t.Helper()
	return rig.Send(p.t, &http.Transport{DisableKeepAlives: true}, method, p.url+path)
}

// metrics returns what /metrics shows, by series.
func (p *program) metrics() map[string]float64 {
	p.t.Helper()
	_, _, text := p.request(http.MethodGet, "/metrics")
	return rig.ParseText(p.t, text)
}

// value returns one series, which must be there.
func (p *program) value(series string) float64 {
	p.t.Helper()
	value, ok := p.metrics()[series]
	if !ok {
		p.t.Errorf("%s is absent", series)
	}
	return value
}

// ready waits until every organization has been tried.
func (p *program) ready() {
	p.t.Helper()
	rig.Eventually(p.t, "the exporter is ready", func() bool {
		status, _, _ := p.request(http.MethodGet, "/-/ready")
		return status == http.StatusOK
	})
}
