package app_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/app"
	"huggingface_exporter/internal/test/rig"
)

// The report on the demo has each kind of organization in it.
func TestCheck(t *testing.T) {
	status, stdout, stderr := execute(t, nil, "check", "--demo")
	if status != 1 || stderr != "" {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
	for _, want := range []string{"acme: ok\n", "globex: ok\n", "initech: failed\n", "umbrella: failed\n", "[token-revoked]", "[not-found]", "1,200 in 3 pages"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("the report does not say %q:\n%s", want, stdout)
		}
	}
	if strings.Contains(stdout, "\x1b") {
		t.Error("the report has colours, and no terminal to show them")
	}
}

func TestCheckAsJSON(t *testing.T) {
	h := newHub(t)
	env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
	for organizations, want := range map[string]struct {
		status int
		ok     []bool
	}{
		"acme":        {0, []bool{true}},
		"acme,globex": {1, []bool{true, false}},
	} {
		env["HF_ORGANIZATION"] = organizations
		status, stdout, _ := execute(t, env, "check", "--format=json")
		var report struct {
			Organizations []struct {
				OK      bool
				Members *struct{ Count int }
			}
		}
		if err := json.Unmarshal([]byte(stdout), &report); err != nil {
			t.Fatalf("%s\n%s", err, stdout)
		}
		var ok []bool
		for _, o := range report.Organizations {
			ok = append(ok, o.OK)
		}
		if status != want.status || !slices.Equal(ok, want.ok) || report.Organizations[0].Members.Count != 35 {
			t.Errorf("%s: status %d, want %d:\n%s", organizations, status, want.status, stdout)
		}
		if strings.Contains(stdout, "SECRET") {
			t.Error("the report shows the token")
		}
	}
}

// The check of a configuration file uses the token of each organization.
func TestCheckOfFile(t *testing.T) {
	h := newHub(t)
	file := write(t, t.TempDir()+"/exporter.yml", "organizations:\n"+entry("acme", secretOfAcme)+entry("globex", secretOfGlobex))
	status, stdout, _ := execute(t, environment{"HF_ENDPOINT": h.url}, "check", "--config.file="+file)
	if status != 0 || strings.Count(stdout, ": ok\n") != 2 {
		t.Errorf("status %d:\n%s", status, stdout)
	}
}

// The roster has all members once, whichever way the organization is named.
func TestMembers(t *testing.T) {
	h := newHub(t)
	env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
	for _, args := range [][]string{
		{"members", "acme"},
		{"members", "--huggingface.organization=acme"},
		{"members", "acme", "--huggingface.organization=globex", "--huggingface.organization=acme"},
	} {
		status, stdout, stderr := execute(t, env, append(args, "--format=csv", "--huggingface.page-size=10")...)
		rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
		if err != nil || status != 0 || stderr != "" {
			t.Fatalf("%v: status %d, %v, stderr %q", args, status, err, stderr)
		}
		ids := map[string]bool{}
		for _, row := range rows[1:] {
			ids[row[0]] = true
		}
		for _, m := range hubtest.Members(35, uint64(len("acme"))) {
			if !ids[m.ID] {
				t.Errorf("%v: %s is not in the roster", args, m.User)
			}
		}
		if len(rows) != 36 {
			t.Errorf("%v: %d rows, want a head and 35 members", args, len(rows))
		}
	}
}

// The filters of the command line are those of the roster: each of them takes
// some members away, and together they are one condition.
func TestMembersFilters(t *testing.T) {
	h := newHub(t)
	env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
	all := hubtest.Members(300, 1)
	h.SetOrganization(hubtest.Organization{Name: "acme", Members: all, Tokens: map[string]hubtest.Power{secretOfAcme: hubtest.Admin}})
	group := ""
	for _, m := range all {
		if len(m.ResourceGroups) > 0 {
			group = m.ResourceGroups[0].ID
		}
	}
	for filter, passes := range map[string]func(m hubtest.Member) bool{
		"--role=admin --role=write": func(m hubtest.Member) bool { return m.Role == "admin" || m.Role == "write" },
		"--without-2fa":             func(m hubtest.Member) bool { return !m.TwoFaEnabled },
		"--external":                func(m hubtest.Member) bool { return m.IsExternalCollaborator },
		"--pro":                     func(m hubtest.Member) bool { return m.IsPro },
		"--without-email":           func(m hubtest.Member) bool { return m.VerifiedEmail == nil },
		"--pro --role=read":         func(m hubtest.Member) bool { return m.IsPro && m.Role == "read" },
		"--resource-group=" + group: func(m hubtest.Member) bool {
			return slices.ContainsFunc(m.ResourceGroups, func(g hubtest.ResourceGroup) bool { return g.ID == group })
		},
	} {
		want := 0
		for _, m := range all {
			if passes(m) {
				want++
			}
		}
		if want == 0 || want == len(all) {
			t.Fatalf("%s: the members of the test do not differ in it", filter)
		}
		args := append([]string{"members", "acme", "--format=jsonl"}, strings.Fields(filter)...)
		status, stdout, stderr := execute(t, env, args...)
		if got := strings.Count(stdout, "\n"); status != 0 || got != want {
			t.Errorf("%s: status %d, %d members, want %d: %s", filter, status, got, want, stderr)
		}
	}
}

// A roster that is not whole says so in its last line, and in the status. (Two
// of the first twenty members have a line break in their name, and CSV has a
// head.)
func TestMembersIncomplete(t *testing.T) {
	for name, row := range map[string]struct {
		fault  hubtest.Fault
		format string
		lines  int
		want   string
	}{
		"csv":   {hubtest.Status(http.StatusForbidden, "Nobody may see page 3"), "csv", 23, "the Hub answered 403: Nobody may see page 3"},
		"jsonl": {hubtest.HTML(http.StatusNotFound), "jsonl", 20, "the Hub answered 404: Not Found"},
		"table": {hubtest.ShortBody(100), "table", 0, "page 3"},
		"json":  {hubtest.ShortBody(100), "json", 0, "page 3"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHub(t)
			h.Fault(hubtest.Match{Page: 3}, row.fault)
			env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
			status, stdout, stderr := execute(t, env, "members", "acme", "--format="+row.format, "--huggingface.page-size=10")
			lines := strings.Split(strings.TrimSpace(stderr), "\n")
			last := lines[len(lines)-1]
			if status != 1 || !strings.HasPrefix(last, "huggingface_exporter: error: the roster of acme is incomplete: ") || !strings.Contains(last, row.want) {
				t.Errorf("status %d, and the last line is\n%s", status, last)
			}
			if got := strings.Count(stdout, "\n"); got != row.lines {
				t.Errorf("%d lines are printed, want %d", got, row.lines)
			}
		})
	}
}

// Ctrl-C in the middle leaves a roster that says it is not whole.
func TestMembersInterrupted(t *testing.T) {
	h := newHub(t)
	ctx, cancel := context.WithCancel(t.Context())
	h.Fault(matchPage("acme", 3), func(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
		cancel()
		<-r.Context().Done()
	})
	env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
	var stdout, stderr rig.Output
	status := app.Run(ctx, []string{"members", "acme", "--format=csv", "--huggingface.page-size=10"}, env.get, &stdout, &stderr)
	if want := "huggingface_exporter: error: the roster of acme is incomplete: interrupted\n"; status != 1 || stderr.String() != want {
		t.Errorf("status %d: %s", status, stderr.String())
	}
}

// A roster takes no longer than a scrape may.
func TestMembersTimeout(t *testing.T) {
	h := newHub(t)
	h.Fault(hubtest.Match{}, hubtest.Hang())
	env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
	status, _, stderr := execute(t, env, "members", "acme", "--scrape.timeout=50ms")
	if status != 1 || !strings.Contains(stderr, "the roster of acme is incomplete: ") || !strings.Contains(stderr, "--scrape.timeout") {
		t.Errorf("status %d: %s", status, stderr)
	}
}

// Ctrl-C in the middle of a check blames nobody.
func TestCheckInterrupted(t *testing.T) {
	h := newHub(t)
	ctx, cancel := context.WithCancel(t.Context())
	h.Fault(hubtest.Match{}, func(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
		cancel()
		<-r.Context().Done()
	})
	var stdout, stderr rig.Output
	status := app.Run(ctx, []string{"check"}, environment{"HF_ORGANIZATION": "acme", "HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}.get, &stdout, &stderr)
	if want := "huggingface_exporter: error: interrupted before every organization was checked\n"; status != 1 || stdout.String() != "" || stderr.String() != want {
		t.Errorf("status %d, %q, %q", status, stdout.String(), stderr.String())
	}
}

func TestMembersOfWhichOrganization(t *testing.T) {
	for name, row := range map[string]struct {
		args []string
		want string
	}{
		"several": {[]string{"members", "--demo"}, "several organizations are configured: name one of them after members: acme, globex, initech, umbrella"},
		"another": {[]string{"members", "hooli", "--demo"}, `"hooli" is not one of the configured organizations: acme, globex, initech, umbrella`},
		"address": {[]string{"members", "huggingface.co/acme"}, `the argument of members: "huggingface.co/acme" is no name of an organization: give only the last part of its address, as in https://huggingface.co/NAME`},
	} {
		t.Run(name, func(t *testing.T) {
			status, stdout, stderr := execute(t, nil, row.args...)
			if status != 2 || stdout != "" || !strings.HasPrefix(stderr, "huggingface_exporter: error: ") || !strings.Contains(stderr, row.want) {
				t.Errorf("status %d, %q, %s", status, stdout, stderr)
			}
		})
	}
}

func TestHealthcheck(t *testing.T) {
	p := start(t, nil, "--demo")
	if status, stdout, stderr := execute(t, nil, "healthcheck", "--url="+p.url+"/-/healthy"); status != 0 || stdout+stderr != "" {
		t.Errorf("a healthy one: status %d, %q, %q", status, stdout, stderr)
	}
	answers := func(status int) *httptest.Server {
		return httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	}
	for answer, want := range map[int]struct {
		status int
		stderr string
	}{
		200: {0, ""},
		401: {0, ""}, // one that asks for a password is alive
		503: {1, "answers 503 Service Unavailable"},
		302: {1, "answers 302 Found"},
	} {
		server := answers(answer)
		status, _, stderr := execute(t, nil, "healthcheck", "--url="+server.URL)
		server.Close()
		if status != want.status || !strings.Contains(stderr, want.stderr) {
			t.Errorf("%d over TLS: status %d, %s", answer, status, stderr)
		}
	}
	p.end()
	if status, _, stderr := execute(t, nil, "healthcheck", "--url="+p.url+"/-/healthy"); status != 1 || !strings.Contains(stderr, "the exporter does not answer: ") {
		t.Errorf("none: status %d, %s", status, stderr)
	}
	if status, _, stderr := execute(t, nil, "healthcheck", "--url=:"); status != 1 || !strings.Contains(stderr, "--url") {
		t.Errorf("no address: status %d, %s", status, stderr)
	}
}
