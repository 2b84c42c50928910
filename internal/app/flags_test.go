package app_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A mistake on the command line is one line that names the flag and says what
// to do, and ends the program with status 2 before it does anything.
func TestWrongFlags(t *testing.T) {
	file := write(t, filepath.Join(t.TempDir(), "exporter.yml"), "organizations: [{name: acme}]")
	const hint, tokenAsName = " (see huggingface_exporter --help)", "hf_abcdefghijklmnopqrstuvwxyzABCDEFGH"
	for name, row := range map[string]struct {
		args string // one in each line
		want string
	}{
		"no organization":       {"", "no organization: name one with --huggingface.organization=NAME or HF_ORGANIZATION, several with --config.file=FILE, or try --demo"},
		"page size, small":      {"--huggingface.page-size=5", "--huggingface.page-size=5: must be auto or a whole number from 10 to 10000" + hint},
		"interval, zero":        {"--scrape.interval=0s", "--scrape.interval=0s: must be longer than zero (for example 30s or 5m)" + hint},
		"timeout, zero":         {"--scrape.timeout=0s", "--scrape.timeout=0s: must be longer than zero (for example 30s or 5m)" + hint},
		"timeout, long":         {"--scrape.timeout=10m\n--huggingface.organization=acme", "--scrape.timeout=10m: must not be longer than the scrape interval (5m): scrapes of one organization never overlap"},
		"staleness, short":      {"--scrape.staleness=1m\n--huggingface.organization=acme", "--scrape.interval=5m: must not be longer than --scrape.staleness (1m), or metrics would expire between two scrapes; raise it, or disable expiry with 0"},
		"request timeout":       {"--huggingface.request-timeout=0", "--huggingface.request-timeout=0: must be longer than zero (for example 30s or 5m)" + hint},
		"log level":             {"--log.level=verbose", "--log.level=verbose: must be one of debug, info, warn, error" + hint},
		"log format":            {"--log.format=xml", "--log.format=xml: must be one of logfmt, json" + hint},
		"format of check":       {"check\n--format=xml", "--format=xml: must be one of text, json" + hint},
		"format of members":     {"members\n--format=xml", "--format=xml: must be one of table, csv, json, jsonl, html" + hint},
		"unknown flag":          {"--huggingface.organisation=acme", "unknown flag --huggingface.organisation (did you mean --huggingface.organization?)" + hint},
		"token as flag":         {"--huggingface.token=hf_SECRET", "unknown flag --huggingface.token: the token is never a flag, because other users of the machine could see it; set HF_TOKEN, or name a file with --huggingface.token-file" + hint},
		"part of a flag":        {"--interval=5m", "unknown flag --interval (did you mean --scrape.interval?)" + hint},
		"negated":               {"--no-colector.account", "unknown flag --no-colector.account (did you mean --no-collector.account?)" + hint},
		"one dash":              {"-config.file=x", "unknown flag -c (did you mean --config.file?)" + hint},
		"no such flag":          {"--colour", "unknown flag --colour" + hint},
		"of another command":    {"--without-2fa", "--without-2fa is a flag of members" + hint},
		"of two commands":       {"--format=json", "--format is a flag of check and members" + hint},
		"no value":              {"--log.level", "--log.level: requires a value" + hint},
		"mistyped command":      {"chek", `unknown command "chek" (did you mean check?)` + hint},
		"token as argument":     {"hf_SECRET", "unexpected argument (not shown, because it looks like a token)" + hint},
		"role":                  {"members\n--role=owner", "--role=owner: must be one of admin, write, contributor, read, no_access, other, unknown" + hint},
		"case":                  {"--huggingface.organization=acme\n--huggingface.organization=Acme", "--huggingface.organization: acme and Acme are the same organization: names are unique regardless of case, list each organization once"},
		"named twice":           {"members\nacme\nglobex\nAcme\n--demo", "Acme is named twice"},
		"argument, address":     {"members\nhuggingface.co/acme", `the arguments of members: invalid organization name "huggingface.co/acme": must be only the last part of its address, as in https://huggingface.co/NAME`},
		"check of another":      {"check\n--huggingface.organization=acme\nglobex", `"globex" is not one of the configured organizations: acme`},
		"check of a file":       {"check\n--config.file=" + file + "\nglobex", `"globex" is not one of the configured organizations: acme`},
		"unknown command":       {"acme", `unexpected argument "acme": the commands are serve, check, members, healthcheck` + hint},
		"endpoint, no URL":      {"--huggingface.endpoint=huggingface.co\n--huggingface.organization=acme", `--huggingface.endpoint: invalid endpoint "huggingface.co": must be an http or https URL such as https://huggingface.co`},
		"endpoint, password":    {"--huggingface.endpoint=https://user:hf_SECRET@huggingface.co\n--huggingface.organization=acme", "--huggingface.endpoint: invalid endpoint (not shown): must not have a user or password"},
		"organization, address": {"--huggingface.organization=huggingface.co/acme", `--huggingface.organization: invalid organization name "huggingface.co/acme": must be only the last part of its address, as in https://huggingface.co/NAME`},
		"organization, token":   {"--huggingface.organization=" + tokenAsName, "--huggingface.organization: invalid organization name (not shown): looks like a token, which is only given with a file or HF_TOKEN"},
		"argument, token":       {"check\n--huggingface.organization=acme\n" + tokenAsName, "invalid organization name (not shown): looks like a token, which is only given with a file or HF_TOKEN"},
		"organization, space":   {"--huggingface.organization=a b", `--huggingface.organization: invalid organization name "a b": must contain only letters, digits, dashes, dots and underscores`},
		"organization, empty":   {"--huggingface.organization=", "--huggingface.organization: the organization name is missing"},
		"organization, commas":  {"--huggingface.organization=acme,globex", `--huggingface.organization: invalid organization name "acme,globex": must be a single name`},
		"organization, twice":   {"--huggingface.organization=acme\n--huggingface.organization=acme", "--huggingface.organization: acme is listed twice: list each organization once"},
		"file and flag":         {"--config.file=" + file + "\n--huggingface.organization=acme", "organizations are given both by --config.file and by --huggingface.organization: remove one of the two"},
		"personal data alone":   {"--collector.member-info.personal-data\n--huggingface.organization=acme", "--collector.member-info.personal-data requires --collector.member-info"},
		"telemetry path":        {"--web.telemetry-path=metrics\n--huggingface.organization=acme", "--web.telemetry-path=metrics: must be a path such as /metrics, and not / or one below /-/"},
		"telemetry path, root":  {"--web.telemetry-path=/\n--huggingface.organization=acme", "--web.telemetry-path=/: must be a path such as /metrics, and not / or one below /-/"},
		"telemetry path, dots":  {"--web.telemetry-path=/a/../b\n--huggingface.organization=acme", "--web.telemetry-path=/a/../b: must be a path such as /metrics, and not / or one below /-/"},
		"telemetry path, taken": {"--web.telemetry-path=/-/ready\n--huggingface.organization=acme", "--web.telemetry-path=/-/ready: must be a path such as /metrics, and not / or one below /-/"},
		"demo, organization":    {"--demo\n--huggingface.organization=acme", "--demo has its own Hub, organizations and token: remove --huggingface.organization"},
		"demo, endpoint":        {"--demo\n--huggingface.endpoint=https://huggingface.co", "--demo has its own Hub, organizations and token: remove --huggingface.endpoint"},
		"demo, token file":      {"--demo\n--huggingface.token-file=x", "--demo has its own Hub, organizations and token: remove --huggingface.token-file"},
		"demo, file":            {"--demo\n--config.file=x", "--demo has its own Hub, organizations and token: remove --config.file"},
	} {
		t.Run(name, func(t *testing.T) { wantFailure(t, 2, row.args, row.want) })
	}
}

// What is wrong with a file that a flag names is a failure and not wrong usage.
func TestWrongFiles(t *testing.T) {
	dir := t.TempDir()
	empty := write(t, filepath.Join(dir, "empty"), "\n")
	webConfig := write(t, filepath.Join(dir, "web.yml"), "tls_server_config: {cert_file: missing, key_file: missing}")
	users := write(t, filepath.Join(dir, "users.yml"), "basic_auth_users: {ada: hf_SECRET}")
	own := write(t, filepath.Join(dir, "own.yml"), "organizations:\n"+entry("acme", secretOfAcme))
	broken := write(t, filepath.Join(dir, "broken.yml"), "organizations:\n  - name: acme\n    seat_limit: -1\n")
	for name, row := range map[string]struct {
		args string // one in each line
		want string
	}{
		"file missing":          {"--config.file=" + dir + "/none.yml", "--config.file: open " + dir + "/none.yml: no such file or directory"},
		"file is a folder":      {"--config.file=" + dir, "--config.file: read " + dir + ": is a directory"},
		"file is wrong":         {"--config.file=" + broken, "--config.file: " + broken + ":3: organizations[0].seat_limit: must be the number of seats in the contract, a whole number of at least 1; remove the key if there is no limit"},
		"web file missing":      {"--web.config.file=" + dir + "/none.yml\n--huggingface.organization=acme", "--web.config.file: open " + dir + "/none.yml: no such file or directory"},
		"web file, no key":      {"--web.config.file=" + webConfig + "\n--huggingface.organization=acme", "--web.config.file: " + webConfig + ": tls_server_config.cert_file: open " + dir + "/missing: no such file or directory"},
		"web file, password":    {"--web.config.file=" + users + "\n--huggingface.organization=acme", "--web.config.file: " + users + `: basic_auth_users: the password of "ada" is not a bcrypt hash (create one with: htpasswd -nBC 10 ada)`},
		"token file missing":    {"--huggingface.token-file=" + dir + "/none\n--huggingface.organization=acme", "--huggingface.token-file: no usable token in the file " + dir + "/none: open " + dir + "/none: no such file or directory"},
		"token file empty":      {"--huggingface.token-file=" + empty + "\n--huggingface.organization=acme", "--huggingface.token-file: no usable token in the file " + empty + ": there is no token in it"},
		"token file, folder":    {"--huggingface.token-file=" + dir + "\n--huggingface.organization=acme", "--huggingface.token-file: no usable token in the file " + dir + ": read " + dir + ": is a directory"},
		"token file not needed": {"--huggingface.token-file=" + dir + "/none\n--config.file=" + own, "--huggingface.token-file: no usable token in the file " + dir + "/none: open " + dir + "/none: no such file or directory"},
	} {
		t.Run(name, func(t *testing.T) { wantFailure(t, 1, row.args, row.want) })
	}
}

func TestNoSockets(t *testing.T) {
	status, _, stderr := execute(t, nil, "--demo", "--web.systemd-socket")
	if want := "--web.systemd-socket: no socket activation file descriptors found (the exporter must be started by a systemd socket unit)\n"; status != 1 || !strings.HasSuffix(stderr, want) {
		t.Errorf("status %d\n%s", status, stderr)
	}
}

// wantFailure runs the program with arguments, one in each line.
func wantFailure(t *testing.T, want int, args, line string) {
	t.Helper()
	status, stdout, stderr := execute(t, nil, strings.FieldsFunc(args, func(r rune) bool { return r == '\n' })...)
	wantLine(t, status, stderr, line)
	if status != want || stdout != "" {
		t.Errorf("status %d, want %d, and it prints %q", status, want, stdout)
	}
}

// wantLine holds a failure to its last line, which is all but the log of a
// start.
func wantLine(t *testing.T, status int, stderr, want string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(stderr, "\n"), "\n")
	// Which call of the system noticed it first is nobody's business.
	last := strings.ReplaceAll(lines[len(lines)-1], ": stat /", ": open /")
	if want = "huggingface_exporter: error: " + want; status == 0 || last != want {
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
		"organization": {environment{"HF_ORGANIZATION": "acme,a/b"}, nil, `HF_ORGANIZATION: invalid organization name "a/b": must be only the last part of its address, as in https://huggingface.co/NAME`},
		"none in it":   {environment{"HF_ORGANIZATION": " , "}, nil, "no organization: name one with --huggingface.organization=NAME or HF_ORGANIZATION, several with --config.file=FILE, or try --demo"},
		"named twice":  {environment{"HF_ORGANIZATION": "acme, acme"}, nil, "HF_ORGANIZATION: acme is listed twice: list each organization once"},
		"proxy":        {environment{"HF_ORGANIZATION": "acme", "HTTPS_PROXY": "http://user:hf_SECRET%ss@host"}, nil, "environment variable HTTPS_PROXY: not a valid proxy URL (for example http://proxy:3128); characters such as % or @ in a user or password must be percent-encoded"},
		"file too":     {environment{"HF_ORGANIZATION": "acme"}, []string{"--config.file=" + file}, "organizations are given both by --config.file and by HF_ORGANIZATION: remove one of the two"},
		"endpoint":     {environment{"HF_ORGANIZATION": "acme", "HF_ENDPOINT": "ftp://hub"}, nil, `HF_ENDPOINT: invalid endpoint "ftp://hub": must be an http or https URL such as https://huggingface.co`},
		"token":        {environment{"HF_ORGANIZATION": "acme", "HF_TOKEN": "hf_SECRET\nx"}, nil, "no usable token in the environment variable HF_TOKEN: it must contain only the token, on one line"},
		"token file":   {environment{"HF_ORGANIZATION": "acme", "HF_HOME": home}, nil, "no usable token in the file " + home + "/token: it must contain only the token, on one line"},
	} {
		t.Run(name, func(t *testing.T) {
			status, _, stderr := execute(t, row.env, row.args...)
			wantLine(t, status, stderr, row.want)
		})
	}
}

// Help shows no value of the environment, and the flags of a command before those
// of all.
func TestHelp(t *testing.T) {
	env := environment{"HF_TOKEN": "hf_SECRET", "HF_ORGANIZATION": "acme", "HF_ENDPOINT": "https://hub.example.com"}
	for _, args := range [][]string{{"--help"}, {"-h"}, {"check", "--help"}, {"members", "-h"}, {"help"}, {"help", "check"}, {"help", "members"}} {
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
		own, all := strings.Index(stdout, "without-2fa"), strings.Index(stdout, "--huggingface.organization")
		if slices.Contains(args, "members") && (own < 0 || all < own) {
			t.Errorf("%v: the flags of members are at %d, those of all commands at %d", args, own, all)
		}
	}
}

// With --log.format=json the last line is JSON too, whatever is wrong.
func TestErrorsAsJSON(t *testing.T) {
	for _, args := range [][]string{
		{"--log.format=json"},
		{"--log.format", "json", "--colour"},
		{"--log.format=json", "--demo", "--web.listen-address=127.0.0.1:-1"},
		{"check", "--log.format=json", "--config.file=" + t.TempDir()},
	} {
		status, _, stderr := execute(t, nil, args...)
		lines := strings.Split(strings.TrimSpace(stderr), "\n")
		var last struct{ Time, Level, Msg, Err string }
		if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil {
			t.Fatalf("%v: %v in\n%s", args, err, stderr)
		}
		if status == 0 || last.Level != "error" || last.Msg != "Exiting" || last.Err == "" || last.Time == "" {
			t.Errorf("%v: status %d, %+v", args, status, last)
		}
	}
}

func TestVersion(t *testing.T) {
	status, stdout, stderr := execute(t, nil, "--version")
	if status != 0 || !strings.HasPrefix(stdout, "huggingface_exporter, version ") || stderr != "" {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
}
