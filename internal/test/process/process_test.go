//go:build acceptance

package process_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// binary is the exporter, built once.
var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "exporter")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary = filepath.Join(dir, "huggingface_exporter")
	build := exec.Command("go", "build", "-o", binary, "huggingface_exporter")
	if out, err := build.CombinedOutput(); err != nil {
		panic(fmt.Sprintf("%v: %s", err, out))
	}
	m.Run()
}

// secret is what must be found nowhere.
const secret = "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"

// process is a running exporter.
type process struct {
	t              *testing.T
	cmd            *exec.Cmd
	stdout, stderr rig.Output
	url            string
	transport      http.Transport
	ended          chan struct{}
}

var listening = regexp.MustCompile(`msg="?Listening on"? address=([0-9.:]+)`)

// command is the exporter with the environment of the test's own making.
func command(ctx context.Context, env []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Env = append([]string{"HOME=/nonexistent"}, env...)
	return cmd
}

// start runs the exporter until the end of the test.
func start(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{t: t, ended: make(chan struct{})}
	args = append([]string{"--web.listen-address=127.0.0.1:0"}, args...)
	p.cmd = command(context.Background(), []string{"HF_TOKEN=" + secret}, args...)
	p.cmd.Stdout, p.cmd.Stderr = &p.stdout, &p.stderr
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = p.cmd.Wait() // It is in ProcessState.
		close(p.ended)
	}()
	t.Cleanup(func() {
		p.transport.CloseIdleConnections()
		_ = p.cmd.Process.Kill()
		<-p.ended
		if t.Failed() {
			t.Logf("the log of the exporter:\n%s", p.stderr.String())
		}
	})
	rig.Eventually(p.t, "it listens", func() bool {
		m := listening.FindStringSubmatch(p.stderr.String())
		if m != nil {
			p.url = "http://" + m[1]
		}
		return m != nil
	})
	return p
}

// against is what makes the exporter poll acme at a hub, quickly.
func against(url string) []string {
	return []string{
		"--huggingface.endpoint=" + url, "--huggingface.organization=acme", "--huggingface.page-size=10",
		"--huggingface.request-timeout=40ms", "--scrape.interval=60ms", "--log.level=debug",
	}
}

// acme has this many members.
func acme(members int) hubtest.Organization {
	return hubtest.Organization{Name: "acme", Plan: "team", Members: hubtest.Members(members, 1), Tokens: map[string]hubtest.Power{secret: hubtest.Admin}}
}

// newHub starts a Hub with acme of 25 members.
func newHub(t *testing.T) (*hubtest.Hub, string) {
	t.Helper()
	hub := hubtest.New()
	hub.SetQuota(1<<30, time.Hour)
	hub.SetOrganization(acme(25))
	server := hubtest.NewServer(hub)
	t.Cleanup(server.Close)
	return hub, server.URL
}

// signal sends a signal, and end waits for the status.
func (p *process) signal(s os.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

func (p *process) end(within time.Duration) int {
	p.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(within):
		p.t.Fatalf("it does not end within %s:\n%s", within, p.stderr.String())
	}
	return p.cmd.ProcessState.ExitCode()
}

// get asks a page.
func (p *process) get(path string) (int, http.Header, string) {
	p.t.Helper()
	return rig.Send(p.t, &p.transport, http.MethodGet, p.url+path)
}

// sum adds up the series of a name on /metrics.
func (p *process) sum(name string) float64 {
	p.t.Helper()
	_, _, text := p.get("/metrics")
	return rig.ParseText(p.t, text).Sum(name)
}

// well waits until acme is up with so many members.
func (p *process) well(members float64) {
	p.t.Helper()
	rig.Eventually(p.t, "acme is up", func() bool {
		return p.sum("huggingface_up") == 1 && p.sum("huggingface_organization_members") == members
	})
}

// once runs a command to its end, and returns its status and all it says.
func once(t *testing.T, args ...string) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), rig.Patience)
	defer cancel()
	out, err := command(ctx, []string{"HF_TOKEN=" + secret}, args...).CombinedOutput()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.Exited() {
		return exit.ExitCode(), string(out)
	}
	if err != nil {
		t.Errorf("%v: %v\n%s", args, err, out)
	}
	return 0, string(out)
}
