package app_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/internal/test/rig"
)

// Each line, those of the toolkit included, has one time, one caller and one
// level, in either format.
func TestLogLines(t *testing.T) {
	log := logOfDemo(t, "--log.level=debug")
	for _, want := range []string{`msg="Starting huggingface_exporter"`, `msg="Listening on"`, `organization=initech msg="Scrape failed" cause="The token was revoked by the organization, permanently." advice="Ask an admin`, `msg="First scrape completed"`, `msg="Shutting down"`} {
		if !strings.Contains(log, want) {
			t.Errorf("no line has %s", want)
		}
	}
	for line := range strings.Lines(log) {
		for _, field := range []string{`time=20`, `caller=\w+\.go:\d+ `, `level=`} {
			if n := len(regexp.MustCompile(`(^| )`+field).FindAllString(line, -1)); n != 1 {
				t.Errorf("%s is there %d times: %s", field, n, line)
			}
		}
		if strings.Contains(line, " ts=") {
			t.Errorf("another key for the time: %s", line)
		}
	}
}

func TestLogAsJSON(t *testing.T) {
	messages := map[string]bool{}
	for line := range strings.Lines(logOfDemo(t, "--log.format=json")) {
		var fields map[string]any
		if err := json.Unmarshal([]byte(line), &fields); err != nil {
			t.Fatalf("%s: %s", err, line)
		}
		for _, key := range []string{"time", "caller", "level", "msg"} {
			if _, ok := fields[key]; !ok || bytes.Count([]byte(line), []byte(`"`+key+`":`)) != 1 {
				t.Errorf("%s is not there once: %s", key, line)
			}
		}
		if _, err := time.Parse(time.RFC3339, fields["time"].(string)); err != nil {
			t.Error(err)
		}
		messages[fields["msg"].(string)] = true
	}
	if !messages["Listening on"] || !messages["Starting huggingface_exporter"] || !messages["Scrape failed"] {
		t.Errorf("the log has only %v", messages)
	}
}

// A failed scrape is an error, and the rest of the demo is less than that.
func TestLogLevel(t *testing.T) {
	for level, want := range map[string]map[string]bool{
		"error": {"level=error": true, "level=warn": false, "level=info": false, "level=debug": false},
		"info":  {"level=error": true, "level=info": true, "level=debug": false},
		"DEBUG": {"level=error": true, "level=info": true, "level=debug": true},
	} {
		log := logOfDemo(t, "--log.level="+level)
		for mark, there := range want {
			if strings.Contains(log, mark) != there {
				t.Errorf("--log.level=%s: %s is there: %v\n%s", level, mark, !there, log)
			}
		}
	}
}

// logOfDemo is all that the demo logs in one round of scrapes.
func logOfDemo(t *testing.T, args ...string) string {
	t.Helper()
	p := start(t, nil, append(args, "--demo")...)
	p.ready()
	p.end()
	return p.stderr.String()
}

// What works and is unwise is told once, at the start.
func TestWarnings(t *testing.T) {
	h := newHub(t)
	const noToken, clearText = "No token: ", "the token is sent in clear text"
	// This machine, by an address that is not loopback's, and a port where
	// nobody listens.
	const far = "http://0.0.0.0:1"
	for name, row := range map[string]struct {
		env  environment
		args []string
		want map[string]int
	}{
		"no token":                     {environment{}, []string{"--huggingface.endpoint=" + h.url}, map[string]int{noToken: 1, clearText: 0}},
		"token":                        {environment{"HF_TOKEN": secretOfAcme}, []string{"--huggingface.endpoint=" + h.url}, map[string]int{noToken: 0, clearText: 0}},
		"clear text":                   {environment{"HF_TOKEN": secretOfAcme}, []string{"--huggingface.endpoint=" + far}, map[string]int{noToken: 0, clearText: 1}},
		"nothing to see in clear text": {environment{}, []string{"--huggingface.endpoint=" + far}, map[string]int{noToken: 1, clearText: 0}},
	} {
		t.Run(name, func(t *testing.T) {
			args := append(row.args, "--huggingface.organization=acme", "--scrape.interval=20ms", "--scrape.timeout=10ms")
			p := start(t, row.env, args...)
			rig.Eventually(t, "several scrapes have been", func() bool { return p.value(scrapesOfAcme) > 2 })
			for text, want := range row.want {
				if got := strings.Count(p.stderr.String(), text); got != want {
					t.Errorf("%q is told %d times, want %d", text, got, want)
				}
			}
			p.showsNoSecret()
		})
	}
}
