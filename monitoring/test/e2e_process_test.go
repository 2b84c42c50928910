//go:build e2e

package monitoring_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// process is a program under test that serves HTTP.
type process struct {
	address string // host:port
	command *exec.Cmd
	log     string // path
	ended   chan struct{}
}

// All three programs serve through the exporter-toolkit, which logs the port
// that the system chose for port 0.
var listening = regexp.MustCompile(`msg="Listening on" address=(\S+)`)

// start runs a program and returns once it listens. It is stopped at the end
// of the test; if the test has failed, the end of its log is shown.
func start(t *testing.T, name, program string, args ...string) *process {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), name+".log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	p := &process{command: exec.Command(program, args...), log: log.Name(), ended: make(chan struct{})}
	p.command.Stdout, p.command.Stderr = log, log
	if err := p.command.Start(); err != nil {
		t.Fatalf("%v (make e2e builds the exporter; apt-get install prometheus prometheus-alertmanager)", err)
	}
	go func() {
		defer close(p.ended)
		p.command.Wait()
	}()
	t.Cleanup(func() {
		p.stop()
		if t.Failed() {
			t.Logf("%s logged at last:\n%s", name, p.tail(30))
		}
	})
	eventually(t, name+" listens", func() error {
		select {
		case <-p.ended:
			t.Fatalf("%s ended: %v", name, p.command.ProcessState)
		default:
		}
		match := listening.FindStringSubmatch(p.tail(1000))
		if match == nil {
			return fmt.Errorf("its log has no %s", listening)
		}
		p.address = match[1]
		return nil
	})
	return p
}

// stop ends the process, by force if it takes longer than five seconds.
func (p *process) stop() {
	p.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(5 * time.Second):
		p.command.Process.Kill()
		<-p.ended
	}
}

func (p *process) tail(n int) string {
	log, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(string(log), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}

// eventually tries until there is no error, and fails the test after a minute:
// forecasts need two weeks of history.
func eventually(t *testing.T, what string, try func() error) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		err := try()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s: not after a minute: %v", what, err)
		}
	}
}
