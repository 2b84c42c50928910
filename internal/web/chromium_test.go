//go:build browser

package web_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// tab is a page of a browser, which is controlled through a pipe with
// Chromium's DevTools protocol.
type tab struct {
	t       *testing.T
	to      *os.File
	from    *bufio.Reader
	id      int
	session string
	// complaints are what the browser logged about the page.
	complaints []string
}

// openTab starts Chromium, which needs to be installed under this name.
func openTab(t *testing.T) *tab {
	t.Helper()
	fromHere, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	from, fromThere, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	// The test's context ends before its cleanup.
	chromium := exec.CommandContext(context.WithoutCancel(t.Context()), "chromium",
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--user-data-dir="+t.TempDir(), "--remote-debugging-pipe")
	chromium.ExtraFiles, chromium.Stderr = []*os.File{fromHere, fromThere}, &stderr
	if err := chromium.Start(); err != nil {
		t.Fatal(err)
	}
	fromHere.Close()
	fromThere.Close()
	b := &tab{t: t, to: to, from: bufio.NewReader(from)}
	t.Cleanup(func() {
		to.Close() // It ends then.
		if err := chromium.Wait(); err != nil {
			t.Errorf("chromium: %v: %s", err, stderr.String())
		}
	})
	var target struct{ TargetID, SessionID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &target)
	b.session = target.SessionID
	for _, domain := range []string{"Page", "Log", "Runtime"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

// message is a request, an answer, or an event.
type message struct {
	ID        int             `json:"id,omitempty"`
	SessionID string          `json:"sessionId,omitempty"`
	Method    string          `json:"method,omitempty"`
	Params    any             `json:"params,omitempty"`
	Result    json.RawMessage `json:"result,omitempty"`
	Error     any             `json:"error,omitempty"`
}

// call asks the browser for something, and waits for the answer.
func (b *tab) call(method string, params map[string]any, result any) {
	b.t.Helper()
	b.id++
	request, err := json.Marshal(message{ID: b.id, SessionID: b.session, Method: method, Params: params})
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.to.Write(append(request, 0)); err != nil {
		b.t.Fatal(err)
	}
	b.until(func(m *message) bool {
		if m.ID != b.id {
			return false
		}
		if m.Error != nil {
			b.t.Fatalf("%s: %v", method, m.Error)
		}
		if result != nil {
			err = json.Unmarshal(m.Result, result)
		}
		return true
	})
	if err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
}

// until reads what the browser says until one message is the expected one.
func (b *tab) until(expected func(*message) bool) {
	b.t.Helper()
	for {
		text, err := b.from.ReadString(0)
		if err != nil {
			b.t.Fatal(err)
		}
		var m message
		if err := json.Unmarshal([]byte(strings.TrimSuffix(text, "\x00")), &m); err != nil {
			b.t.Fatal(err)
		}
		if m.Method == "Log.entryAdded" || m.Method == "Runtime.exceptionThrown" {
			b.complaints = append(b.complaints, text)
		}
		if expected(&m) {
			return
		}
	}
}

// open loads a page, as a window of a width in pixels shows it.
func (b *tab) open(address string, width int, scheme string) {
	b.t.Helper()
	b.complaints = nil
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}, nil)
	b.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}, nil)
	b.call("Page.navigate", map[string]any{"url": address}, nil)
	b.until(func(m *message) bool { return m.Method == "Page.loadEventFired" })
}

// evaluate sets result to the value of an expression in the page.
func (b *tab) evaluate(expression string, result any) {
	b.t.Helper()
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails any
	}
	b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true}, &answer)
	if err := json.Unmarshal(answer.Result.Value, result); err != nil || answer.ExceptionDetails != nil {
		b.t.Fatalf("%s: %v, %v", expression, err, answer.ExceptionDetails)
	}
}

// screenshot is what the page shows, all of it, in PNG.
func (b *tab) screenshot() []byte {
	b.t.Helper()
	var answer struct{ Data []byte }
	b.call("Page.captureScreenshot", map[string]any{"format": "png", "captureBeyondViewport": true}, &answer)
	return answer.Data
}
