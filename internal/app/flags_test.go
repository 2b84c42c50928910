package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is wrong on the command line is told in one line that names the flag
// and what to do, and ends the program with status 1 before it does anything.
func TestWrongFlags(t *testing.T) {
	dir := t.TempDir()
	empty := write(t, filepath.Join(dir, "empty"), "\n")
	webConfig := write(t, filepath.Join(dir, "web.yml"), "tls_server_config: {cert_file: missing, key_file: missing}")
	file := write(t, filepath.Join(dir, "exporter.yml"), "organizations: [{name: acme}]")
	own := write(t, filepath.Join(dir, "own.yml"), "organizations:\n"+entry("acme", secretOfAcme))
	broken := write(t, filepath.Join(dir, "broken.yml"), "organizations:\n  - name: acme\n    seat_limit: -1\n")
	const hint = " (huggingface_exporter --help lists the flags; the token is none of them)"
	for name, row := range map[string]struct {
		args string // one in each line
		want string
	}{
		"no organization": {"", "no organization is given: name one with --huggingface.organization=NAME or HF_ORGANIZATION, several with --config.file=FILE, or see made-up ones with --demo"},

		"page size, small":      {"--huggingface.page-size=5", "--huggingface.page-size=5: it must be a whole number from 10 to 10000, which is what the Hub takes" + hint},
		"page size, large":      {"--huggingface.page-size=10001", "--huggingface.page-size=10001: it must be a whole number from 10 to 10000, which is what the Hub takes" + hint},
		"page size, text":       {"--huggingface.page-size=all", "--huggingface.page-size=all: it must be a whole number from 10 to 10000, which is what the Hub takes" + hint},
		"interval, zero":        {"--scrape.interval=0s", "--scrape.interval=0s: it must be longer than zero, such as 30s or 5m" + hint},
		"interval, no unit":     {"--scrape.interval=300", "--scrape.interval=300: it is no duration such as 30s, 5m or 1h30m" + hint},
		"interval, negative":    {"--scrape.interval=-1m", "--scrape.interval=-1m: it is no duration such as 30s, 5m or 1h30m" + hint},
		"timeout, zero":         {"--scrape.timeout=0s", "--scrape.timeout=0s: it must be longer than zero, such as 30s or 5m" + hint},
		"timeout, long":         {"--scrape.timeout=10m\n--huggingface.organization=acme", "--scrape.timeout=10m is longer than the interval of 5m: scrapes of one organization never overlap, so give at most the interval"},
		"staleness, short":      {"--scrape.staleness=1m\n--huggingface.organization=acme", "--scrape.staleness=1m is shorter than the interval of 5m, so the data would vanish between two scrapes: give more, or 0 for ever"},
		"request timeout":       {"--huggingface.request-timeout=0", "--huggingface.request-timeout=0: it must be longer than zero, such as 30s or 5m" + hint},
		"log level":             {"--log.level=verbose", "--log.level=verbose: it must be one of debug, info, warn, error" + hint},
		"log format":            {"--log.format=xml", "--log.format=xml: it must be one of logfmt, json" + hint},
		"format of check":       {"check\n--format=xml", "--format=xml: it must be one of text, json" + hint},
		"format of members":     {"members\n--format=xml", "--format=xml: it must be one of table, csv, json, jsonl" + hint},
		"unknown flag":          {"--huggingface.organisation=acme", "unknown long flag '--huggingface.organisation'" + hint},
		"token as flag":         {"--huggingface.token=hf_SECRET", "unknown long flag '--huggingface.token'" + hint},
		"unknown command":       {"acme", "unexpected acme" + hint},
		"endpoint, no URL":      {"--huggingface.endpoint=huggingface.co\n--huggingface.organization=acme", "--huggingface.endpoint: the endpoint is not an http or https URL such as https://huggingface.co"},
		"endpoint, password":    {"--huggingface.endpoint=https://user:hf_SECRET@huggingface.co\n--huggingface.organization=acme", "--huggingface.endpoint: the endpoint has a user or password in it: leave it out"},
		"organization, address": {"--huggingface.organization=huggingface.co/acme", `--huggingface.organization: "huggingface.co/acme" is no name of an organization: give only the last part of its address, as in https://huggingface.co/NAME`},
		"organization, space":   {"--huggingface.organization=a b", `--huggingface.organization: "a b" is no name of an organization: it has only letters, digits, dashes, dots and underscores`},
		"organization, empty":   {"--huggingface.organization=", "--huggingface.organization: the name of an organization is missing"},
		"organization, commas":  {"--huggingface.organization=acme,globex", `--huggingface.organization: "acme,globex" is no name of an organization: give several names one by one`},
		"organization, twice":   {"--huggingface.organization=acme\n--huggingface.organization=acme", "--huggingface.organization: acme is named twice"},
		"file and flag":         {"--config.file=" + file + "\n--huggingface.organization=acme", "organizations come from --config.file or from --huggingface.organization, not from both: leave one out"},
		"file missing":          {"--config.file=" + dir + "/none.yml", "--config.file: open " + dir + "/none.yml: no such file or directory"},
		"file is wrong":         {"--config.file=" + broken, "--config.file: " + broken + ":3: organizations[0].seat_limit: it must be the number of seats in the contract, a whole number from 1; leave it out where there is no limit"},
		"personal data alone":   {"--collector.member-info.personal-data\n--huggingface.organization=acme", "--collector.member-info.personal-data adds to --collector.member-info: give both"},
		"telemetry path":        {"--web.telemetry-path=metrics\n--huggingface.organization=acme", "--web.telemetry-path=metrics: it must be a path such as /metrics, and not / or one below /-/"},
		"telemetry path, root":  {"--web.telemetry-path=/\n--huggingface.organization=acme", "--web.telemetry-path=/: it must be a path such as /metrics, and not / or one below /-/"},
		"telemetry path, dots":  {"--web.telemetry-path=/a/../b\n--huggingface.organization=acme", "--web.telemetry-path=/a/../b: it must be a path such as /metrics, and not / or one below /-/"},
		"telemetry path, taken": {"--web.telemetry-path=/-/ready\n--huggingface.organization=acme", "--web.telemetry-path=/-/ready: it must be a path such as /metrics, and not / or one below /-/"},
		"web file missing":      {"--web.config.file=" + dir + "/none.yml\n--huggingface.organization=acme", "--web.config.file: open " + dir + "/none.yml: no such file or directory"},
		"web file, no key":      {"--web.config.file=" + webConfig + "\n--huggingface.organization=acme", "--web.config.file: failed to read cert_file (" + dir + "/missing): open " + dir + "/missing: no such file or directory"},
		"token file missing":    {"--huggingface.token-file=" + dir + "/none\n--huggingface.organization=acme", "--huggingface.token-file: no usable token in the file " + dir + "/none: open " + dir + "/none: no such file or directory"},
		"token file empty":      {"--huggingface.token-file=" + empty + "\n--huggingface.organization=acme", "--huggingface.token-file: no usable token in the file " + empty + ": there is no token in it"},
		"token file, folder":    {"--huggingface.token-file=" + dir + "\n--huggingface.organization=acme", "--huggingface.token-file: no usable token in the file " + dir + ": read " + dir + ": is a directory"},
		"token file not needed": {"--huggingface.token-file=" + dir + "/none\n--config.file=" + own, "--huggingface.token-file: no usable token in the file " + dir + "/none: open " + dir + "/none: no such file or directory"},
		"demo, organization":    {"--demo\n--huggingface.organization=acme", "--demo brings a Hub, organizations and a token of its own: leave out --huggingface.organization"},
		"demo, endpoint":        {"--demo\n--huggingface.endpoint=https://huggingface.co", "--demo brings a Hub, organizations and a token of its own: leave out --huggingface.endpoint"},
		"demo, token file":      {"--demo\n--huggingface.token-file=x", "--demo brings a Hub, organizations and a token of its own: leave out --huggingface.token-file"},
		"demo, file":            {"--demo\n--config.file=x", "--demo brings a Hub, organizations and a token of its own: leave out --config.file"},
	} {
		t.Run(name, func(t *testing.T) {
			args := strings.FieldsFunc(row.args, func(r rune) bool { return r == '\n' })
			status, stdout, stderr := execute(t, nil, args...)
			wantLine(t, status, stderr, row.want)
			if stdout != "" {
				t.Errorf("it prints %q", stdout)
			}
		})
	}
}

// wantLine holds a failure to its last line, which is all but the log of a
// start.
func wantLine(t *testing.T, status int, stderr, want string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(stderr, "\n"), "\n")
	// Which call of the system noticed it first is nobody's business.
	last := strings.ReplaceAll(lines[len(lines)-1], ": stat /", ": open /")
	if want = "huggingface_exporter: error: " + want; status != 1 || last != want {
		t.Errorf("status %d\ngot  %s\nwant %s", status, last, want)
	}
	for _, line := range lines[:len(lines)-1] {
		if !strings.Contains(line, `msg="Starting huggingface_exporter"`) {
			t.Errorf("it says more: %s", line)
		}
	}
}

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The environment is checked as flags are, and gives way to them.
func TestWrongEnvironment(t *testing.T) {
	home := t.TempDir()
	write(t, filepath.Join(home, "token"), "hf_one\nhf_two\n")
	file := write(t, filepath.Join(home, "exporter.yml"), "organizations: [{name: acme}]")
	for name, row := range map[string]struct {
		env  environment
		args []string
		want string
	}{
		"organization": {environment{"HF_ORGANIZATION": "acme,a/b"}, nil, `HF_ORGANIZATION: "a/b" is no name of an organization: give only the last part of its address, as in https://huggingface.co/NAME`},
		"none in it":   {environment{"HF_ORGANIZATION": " , "}, nil, "no organization is given: name one with --huggingface.organization=NAME or HF_ORGANIZATION, several with --config.file=FILE, or see made-up ones with --demo"},
		"named twice":  {environment{"HF_ORGANIZATION": "acme, acme"}, nil, "HF_ORGANIZATION: acme is named twice"},
		"file too":     {environment{"HF_ORGANIZATION": "acme"}, []string{"--config.file=" + file}, "organizations come from --config.file or from HF_ORGANIZATION, not from both: leave one out"},
		"endpoint":     {environment{"HF_ORGANIZATION": "acme", "HF_ENDPOINT": "ftp://hub"}, nil, "HF_ENDPOINT: the endpoint is not an http or https URL such as https://huggingface.co"},
		"token":        {environment{"HF_ORGANIZATION": "acme", "HF_TOKEN": "hf_SECRET\nx"}, nil, "no usable token in the environment variable HF_TOKEN: byte 10 of it cannot be sent in a header (a token is one word of ASCII)"},
		"token file":   {environment{"HF_ORGANIZATION": "acme", "HF_HOME": home}, nil, "no usable token in the file " + home + "/token: byte 7 of it cannot be sent in a header (a token is one word of ASCII)"},
	} {
		t.Run(name, func(t *testing.T) {
			status, _, stderr := execute(t, row.env, row.args...)
			wantLine(t, status, stderr, row.want)
		})
	}
}

func TestHelp(t *testing.T) {
	env := environment{"HF_TOKEN": "hf_SECRET", "HF_ORGANIZATION": "acme", "HF_ENDPOINT": "https://hub.example.com"}
	for _, args := range [][]string{{"--help"}, {"-h"}, {"check", "--help"}, {"members", "-h"}} {
		status, stdout, stderr := execute(t, env, args...)
		if status != 0 || stderr != "" {
			t.Errorf("%v: status %d, stderr %q", args, status, stderr)
		}
		for _, want := range []string{"--huggingface.organization=NAME", "--huggingface.token-file=FILE", "--demo", "--web.listen-address"} {
			if !strings.Contains(stdout, want) {
				t.Errorf("%v does not tell of %s", args, want)
			}
		}
		if strings.Contains(stdout, "SECRET") {
			t.Errorf("%v shows the token", args)
		}
	}
}

func TestVersion(t *testing.T) {
	status, stdout, stderr := execute(t, nil, "--version")
	if status != 0 || !strings.HasPrefix(stdout, "huggingface_exporter, version ") || stderr != "" {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
}
