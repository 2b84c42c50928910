//go:build linux

package bench_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// build builds the exporter and returns its path.
func build(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "huggingface_exporter")
	cmd := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-o", path, "huggingface_exporter")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return path
}

// process is a running exporter.
type process struct {
	b      *testing.B
	cmd    *exec.Cmd
	url    string
	client http.Client
	log    bytes.Buffer
}

// startExporter starts an exporter that asks h, with flags beside the
// necessary ones. It ends with b.
func startExporter(b *testing.B, path string, h hub, flags ...string) *process {
	b.Helper()
	address := freeAddress(b)
	flags = append([]string{"--huggingface.endpoint=" + h.URL, "--web.listen-address=" + address, "--log.level=error"}, flags...)
	p := &process{b: b, url: "http://" + address, cmd: exec.CommandContext(b.Context(), path, flags...)}
	p.client.Transport = &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 10}
	p.cmd.Env = []string{"HF_TOKEN=" + token}
	p.cmd.Stderr = &p.log
	if err := p.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(p.stop)
	return p
}

func freeAddress(b *testing.B) string {
	b.Helper()
	l, err := new(net.ListenConfig).Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	if err := l.Close(); err != nil {
		b.Fatal(err)
	}
	return l.Addr().String()
}

// stop ends the exporter, unless it has ended.
func (p *process) stop() {
	if p.cmd.ProcessState == nil {
		p.client.CloseIdleConnections()
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
		_ = p.cmd.Wait()
	}
}

// processorTime ends the exporter and returns what it took in its life.
func (p *process) processorTime() time.Duration {
	p.stop()
	return p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()
}

// peak is the largest resident set so far, in MiB.
func (p *process) peak() float64 {
	p.b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		p.b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	kib, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		p.b.Fatal(err)
	}
	return kib / 1024
}

// await asks for a path until the answer is 200.
func (p *process) await(path string) {
	p.b.Helper()
	for deadline := time.Now().Add(5 * time.Minute); ; time.Sleep(time.Millisecond) {
		status, _, err := p.get(path, "")
		if err == nil && status == http.StatusOK {
			return
		}
		if time.Now().After(deadline) {
			p.b.Fatalf("no answer from %s: %d %v\n%s", path, status, err, &p.log)
		}
	}
}

// get returns the status and size of an answer.
func (p *process) get(path, encoding string) (int, int64, error) {
	req, err := http.NewRequestWithContext(p.b.Context(), http.MethodGet, p.url+path, nil)
	if err != nil {
		return 0, 0, err
	}
	req.Header.Set("Accept", acceptHeader)
	if encoding != "" {
		req.Header.Set("Accept-Encoding", encoding)
	}
	resp, err := p.client.Do(req)
	if err != nil {
		return 0, 0, err
	}
	defer resp.Body.Close()
	size, err := io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, size, err
}

// acceptHeader is that of Prometheus 3.
const acceptHeader = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6," +
	"application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"

// value reads an unlabeled series, or the first of its name, off /metrics.
func (p *process) value(name string) float64 {
	p.b.Helper()
	req, err := http.NewRequestWithContext(p.b.Context(), http.MethodGet, p.url+"/metrics", nil)
	if err != nil {
		p.b.Fatal(err)
	}
	resp, err := p.client.Do(req)
	if err != nil {
		p.b.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		p.b.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		labels, ok := strings.CutPrefix(line, name)
		if ok && (labels[0] == ' ' || labels[0] == '{') {
			value, err := strconv.ParseFloat(strings.TrimSpace(line[strings.LastIndexByte(strings.TrimSpace(line), ' '):]), 64)
			if err != nil {
				p.b.Fatal(err)
			}
			return value
		}
	}
	p.b.Fatalf("no %s in\n%s", name, text)
	return 0
}
