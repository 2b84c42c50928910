package app_test

import (
	"context"
	"encoding/json"
	"fmt"
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

// One organization of several can be checked, whatever its case.
func TestCheckOfOne(t *testing.T) {
	h := newHub(t)
	file := write(t, t.TempDir()+"/exporter.yml", "organizations:\n"+entry("acme", secretOfAcme)+entry("globex", "hf_wrong"))
	env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
	for _, args := range [][]string{{"check", "Acme", "--config.file=" + file}, {"check", "acme"}} {
		status, stdout, stderr := execute(t, env, args...)
		if status != 0 || stderr != "" || !strings.Contains(stdout, "acme: ok\n") || strings.Contains(stdout, "globex") {
			t.Errorf("%v: status %d\n%s%s", args, status, stdout, stderr)
		}
	}
	if len(h.listings("globex")) > 0 {
		t.Error("globex was asked for")
	}
}

// Warnings are failures with --strict.
func TestCheckStrict(t *testing.T) {
	h := newHub(t)
	env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
	for args, want := range map[string]int{
		"check globex --demo":          0, // some fields are undisclosed
		"check globex --demo --strict": 1,
		"check acme --strict":          0,
	} {
		if status, stdout, stderr := execute(t, env, strings.Fields(args)...); status != want || stderr != "" {
			t.Errorf("%s: status %d, want %d\n%s%s", args, status, want, stdout, stderr)
		}
	}
}

// A check that takes long says how far it is, where it is in nobody's way.
func TestCheckProgress(t *testing.T) {
	h := newHub(t)
	var stderr rig.Output
	h.Fault(hubtest.Match{Organization: "globex"}, before(func() {
		rig.Eventually(t, "progress is shown", func() bool { return stderr.String() != "" })
	}))
	file := write(t, t.TempDir()+"/exporter.yml", "organizations:\n"+entry("acme", secretOfAcme)+entry("globex", secretOfGlobex))
	var stdout rig.Output
	status := app.Run(t.Context(), []string{"check", "--format=json", "--config.file=" + file}, environment{"HF_ENDPOINT": h.url}.get, &stdout, &stderr)
	if want := "Checking 2 organizations: 35 members read so far\n"; status != 0 || stderr.String() != want {
		t.Errorf("status %d, %q, want %q", status, stderr.String(), want)
	}
	if !json.Valid([]byte(stdout.String())) {
		t.Errorf("the report is %s", stdout.String())
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
	for _, address := range []string{":", "exporter", "ftp://exporter"} {
		for name, env := range map[string]environment{"--url": nil, "HUGGINGFACE_EXPORTER_URL": {"HUGGINGFACE_EXPORTER_URL": address}} {
			args := []string{"healthcheck"}
			if env == nil {
				args = append(args, "--url="+address)
			}
			want := fmt.Sprintf("huggingface_exporter: error: %s: invalid URL %q (for example https://127.0.0.1:10120)\n", name, address)
			if status, _, stderr := execute(t, env, args...); status != 1 || stderr != want {
				t.Errorf("status %d, %s", status, stderr)
			}
		}
	}
}
