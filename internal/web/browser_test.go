//go:build browser

package web_test

import (
	"bufio"
	"bytes"
	"context"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The demo in a real browser: go test -tags browser ./web. It needs Chromium
// under the name chromium.
func TestDemoInChromium(t *testing.T) {
	address := demo(t)
	for name, size := range map[string]string{"desktop": "1280,1024", "phone": "390,844"} {
		t.Run(name, func(t *testing.T) {
			dom, complaints := browse(t, address, "--window-size="+size)
			if strings.Contains(complaints, "CONSOLE") {
				t.Errorf("the browser complains (about the policy?):\n%s", complaints)
			}
			text := readable(t, strings.ReplaceAll(dom, "&nbsp;", " "))
			for _, want := range []string{
				"2 of 4 organizations up.", "Role Seats Share Without 2FA External Pro", "seats in use",
				"initech failing: no numbers yet The organization revoked the token.",
				"umbrella failing: no numbers yet There is no such organization, or the token may not see it.",
				"acme up", "globex up", "Undisclosed two_factor for 80 members", "Plan enterprise", "Token expires in 59 days",
			} {
				if !strings.Contains(text, want) {
					t.Errorf("%q is missing in\n%s", want, text)
				}
			}
		})
	}
}

// demo builds and starts the exporter and returns the address that it prints.
func demo(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "huggingface_exporter")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "huggingface_exporter").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	exporter := exec.CommandContext(t.Context(), binary, "--demo", "--web.listen-address=127.0.0.1:0")
	stdout, err := exporter.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := exporter.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = exporter.Process.Kill()
		_ = exporter.Wait() // it was killed
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSpace(strings.TrimPrefix(line, "Open "))
	ready(t, address+"-/ready")
	return address
}

func ready(t *testing.T, address string) {
	t.Helper()
	for {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		transport := &http.Transport{DisableKeepAlives: true}
		response, err := transport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode == http.StatusOK {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// browse returns the page as the browser has it, and what it logged.
func browse(t *testing.T, address string, flags ...string) (dom, log string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	flags = append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--user-data-dir=" + t.TempDir(), "--enable-logging=stderr", "--dump-dom",
	}, flags...)
	var out, complaints bytes.Buffer
	chromium := exec.CommandContext(ctx, "chromium", append(flags, address)...)
	chromium.Stdout, chromium.Stderr = &out, &complaints
	if err := chromium.Run(); err != nil {
		t.Fatalf("%v: %s", err, complaints.String())
	}
	return out.String(), complaints.String()
}
