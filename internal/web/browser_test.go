//go:build browser

package web_test

import (
	"bufio"
	"flag"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"huggingface_exporter/docs"
	"huggingface_exporter/internal/test/rig"
)

var screenshots = flag.String("screenshots", "", "directory to write screenshots of the pages into")

// phone is the width of a common phone, in pixels.
const phone = 375

// The demo in a real browser: make browser. It needs Chromium.
func TestDemoInChromium(t *testing.T) {
	address := demo(t)
	browser := openTab(t)
	paths := append([]string{"", "?refresh=3600", "runbooks/", "runbooks/None"}, runbooks(t)...)
	for _, width := range []int{phone, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			for _, path := range paths {
				browser.open(address+path, width, scheme)
				name := fmt.Sprintf("%s-%s-%d", strings.NewReplacer("/", "-", "?", "-").Replace("page-"+path), scheme, width)
				browser.checkPage(name, width)
				if *screenshots != "" {
					if err := os.WriteFile(filepath.Join(*screenshots, name+".png"), browser.screenshot(), 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

func TestStatusPageReads(t *testing.T) {
	address := demo(t)
	browser := openTab(t)
	browser.open(address, 1280, "light")
	var text string
	browser.evaluate("document.body.innerText", &text)
	text = strings.Join(strings.Fields(text), " ")
	for _, want := range []string{
		"2 of 4 organizations up.", "Role Seats Share Without 2FA External Unlisted Pro", "seats in use",
		"initech failing: no numbers yet The token was revoked by the organization, permanently.",
		"umbrella failing: no numbers yet The organization does not exist, or the token is not allowed to see it.",
		"acme up", "globex up", "two-factor authentication for 80 members", "Plan enterprise", "Token expires in 59 days",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}

// checkPage looks for what a browser shows wrongly, or refuses. The width is
// the window's: a phone's browser zooms out of a page that is wider, and says
// that the window is as wide.
func (b *tab) checkPage(name string, width int) {
	b.t.Helper()
	var overflow int
	b.evaluate(fmt.Sprintf("document.documentElement.scrollWidth - %d", width), &overflow)
	if overflow > 0 {
		var culprits []string
		b.evaluate(fmt.Sprintf(`[...document.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > %d && !e.closest(".scroll *")).map(e => e.outerHTML.slice(0, 100))`, width), &culprits)
		b.t.Errorf("%s overflows by %d pixels: %s", name, overflow, strings.Join(culprits, "\n"))
	}
	var hidden []string
	b.evaluate(`[...document.querySelectorAll(".scroll")].filter(e => e.scrollWidth > e.clientWidth).map(e => e.ariaLabel + " by " + (e.scrollWidth - e.clientWidth) + " pixels: " + e.innerText.slice(0, 80))`, &hidden)
	if len(hidden) > 0 {
		b.t.Errorf("%s: tables overflow: %s", name, strings.Join(hidden, "\n"))
	}
	for _, complaint := range b.complaints {
		if !strings.Contains(complaint, "404") {
			b.t.Errorf("%s: the browser complains: %s", name, complaint)
		}
	}
}

func runbooks(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(docs.Runbooks, "runbooks/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range files {
		files[i] = strings.TrimSuffix(file, ".md")
	}
	return files
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
	rig.Eventually(t, "the exporter is ready", func() bool {
		status, _, _ := rig.Send(t, &http.Transport{DisableKeepAlives: true}, http.MethodGet, address+"-/ready")
		return status == http.StatusOK
	})
	return address
}
