package app_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/app"
	"huggingface_exporter/internal/test/rig"
)

// Of an organization that cannot be read to its end nothing is printed.
func TestMembersOfFailedList(t *testing.T) {
	for name, row := range map[string]struct {
		fault  hubtest.Fault
		format string
		want   string
	}{
		"csv":   {hubtest.Status(http.StatusForbidden, "Nobody may see page 3"), "csv", "the Hub answered 403: Nobody may see page 3"},
		"jsonl": {hubtest.HTML(http.StatusConflict), "jsonl", `HTTP 409 from the server "nginx", not from the Hub: Conflict`},
		"table": {hubtest.ShortBody(100), "table", "page 3"},
		"json":  {hubtest.ShortBody(100), "json", "page 3"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHub(t)
			h.Fault(hubtest.Match{Page: 3}, row.fault)
			env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
			status, stdout, stderr := execute(t, env, "members", "acme", "--format="+row.format, "--huggingface.page-size=10")
			if status != 1 || !strings.HasPrefix(stderr, "huggingface_exporter: error: the roster of acme is missing: ") || !strings.Contains(stderr, row.want) || strings.Count(stderr, "\n") != 1 {
				t.Errorf("status %d, %s", status, stderr)
			}
			if stdout != "" {
				t.Errorf("it prints %q", stdout)
			}
		})
	}
}

// A filter that cannot tell for some members of one organization is an error
// about that one.
func TestMembersIncomplete(t *testing.T) {
	status, stdout, stderr := execute(t, nil, "members", "--demo", "--without-2fa", "--role=admin", "--format=jsonl")
	if status != 1 || strings.Count(stdout, "\n") != 2 || !strings.HasSuffix(stderr, "\nhuggingface_exporter: error: missing: initech, umbrella; incomplete: globex\n") ||
		!strings.Contains(stderr, "the roster of globex is incomplete: the filters cannot tell for ") {
		t.Errorf("status %d, %s\n%s", status, stdout, stderr)
	}
}

// A roster that cannot be written is not read any further, and leaves nothing
// behind.
func TestMembersOnFullDisk(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, format := range []string{"table", "csv", "json", "jsonl"} {
		var stderr rig.Output
		status := app.Run(t.Context(), []string{"members", "acme", "globex", "--demo", "--format=" + format}, environment{}.get, fullDisk{}, &stderr)
		if said := progressLine.ReplaceAllString(stderr.String(), ""); status != 1 || said != "huggingface_exporter: error: no space left on device\n" {
			t.Errorf("%s: status %d, %s", format, status, said)
		}
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// Ctrl-C in the middle leaves nothing of a roster.
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
	if want := "huggingface_exporter: error: the roster of acme is missing: interrupted\n"; status != 1 || stderr.String() != want {
		t.Errorf("status %d: %s", status, stderr.String())
	}
}

// A roster takes no longer than a scrape may.
func TestMembersTimeout(t *testing.T) {
	h := newHub(t)
	h.Fault(hubtest.Match{}, hubtest.Hang())
	env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
	status, _, stderr := execute(t, env, "members", "acme", "--scrape.timeout=50ms")
	if status != 1 || !strings.Contains(stderr, "the roster of acme is missing: ") || !strings.Contains(stderr, "--scrape.timeout") {
		t.Errorf("status %d: %s", status, stderr)
	}
}

// A resource group that does not exist is an error, in any format.
func TestMembersOfUnknownGroup(t *testing.T) {
	for _, format := range []string{"table", "json", "csv", "jsonl"} {
		status, stdout, stderr := execute(t, nil, "members", "acme", "--demo", "--format="+format, "--resource-group=Safety dat")
		if status != 2 || strings.Count(stdout, "\n") > 1 || !strings.Contains(stderr, "--resource-group=Safety dat: no such resource group (did you mean Safety data?); those with members are ") {
			t.Errorf("%s: status %d\n%s%s", format, status, stdout, stderr)
		}
	}
	h := newHub(t)
	h.SetOrganization(hubtest.Organization{Name: "acme", Members: hubtest.Members(3, 1), Tokens: map[string]hubtest.Power{secretOfAcme: hubtest.Admin}})
	status, _, stderr := execute(t, environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}, "members", "acme", "--role=ADMIN", "--resource-group=x")
	if status != 2 || !strings.Contains(stderr, "no resource group") && !strings.Contains(stderr, "no such resource group") {
		t.Errorf("status %d: %s", status, stderr)
	}
}
