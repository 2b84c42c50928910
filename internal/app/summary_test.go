package app_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The summary of the demonstration has something in every place, and names
// what is missing in it, also on the page.
func TestMembersSummary(t *testing.T) {
	status, stdout, stderr := execute(t, nil, "members", "--summary", "--demo", "--format=json")
	var summaries []struct {
		Members, External, Unlisted *int
		SeatLimit                   *int     `json:"seat_limit"`
		CostNow                     *float64 `json:"cost_now"`
		CostAtRenewal               *float64 `json:"cost_at_renewal"`
		Renewal                     *string
	}
	if err := json.Unmarshal([]byte(stdout), &summaries); err != nil || len(summaries) != 2 {
		t.Fatalf("%v: %s", err, stdout)
	}
	acme, globex := summaries[0], summaries[1]
	if *acme.Members != 1200 || *acme.SeatLimit != 1250 || *acme.CostNow != 24000 || *acme.CostAtRenewal != 24000 || acme.Renewal == nil || *acme.Unlisted == 0 || *acme.External == 0 {
		t.Errorf("acme is %s", stdout)
	}
	if *globex.Members != 80 || globex.External != nil || globex.Unlisted != nil || globex.Renewal != nil || *globex.CostNow != 80*18.5 {
		t.Errorf("globex is %s", stdout)
	}
	if want := "\nhuggingface_exporter: error: missing: initech, umbrella\n"; status != 1 || !strings.HasSuffix(stderr, want) {
		t.Errorf("status %d, %s", status, stderr)
	}
	status, page, _ := execute(t, nil, "members", "--summary", "--demo", "--format=html")
	if status != 1 || !strings.Contains(page, "Missing: <bdi>initech</bdi>, <bdi>umbrella</bdi>.") || !strings.HasSuffix(page, "</html>\n") {
		t.Errorf("status %d, %s", status, page)
	}
}

// A directory file that cannot be used as a whole is an error of each
// organization with it, in every form of the command.
func TestMembersDirectory(t *testing.T) {
	h := newHub(t)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "good.txt"), "@example.com\n")
	write(t, filepath.Join(dir, "bad.txt"), "@example.com\nAda Lovelace\n")
	env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
	for args, want := range map[string]string{
		"acme --unlisted": "the roster of acme is missing: there is no directory file to compare with: set directory_file in the configuration file, or --directory.file",
		"acme --directory.file=" + dir + "/bad.txt":           "the roster of acme is missing: directory file: " + dir + "/bad.txt:2: several values: ",
		"acme --directory.file=" + dir + "/none.txt":          "the roster of acme is missing: directory file: ",
		"acme --summary --directory.file=" + dir + "/bad.txt": "the summary of acme is missing: directory file: " + dir + "/bad.txt:2: ",
		"acme --summary --pro":                                "--summary counts all members: remove the flags that choose some of them",
		"acme --summary --diff=x.csv":                         "--summary and --diff print different things: remove one of the two",
		"acme --format=html":                                  "--format=html requires --summary",
	} {
		status, stdout, stderr := execute(t, env, append([]string{"members"}, strings.Fields(args)...)...)
		if status == 0 || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("%s: status %d, %q, %s", args, status, stdout, stderr)
		}
	}
	if status, stdout, _ := execute(t, env, "check", "acme", "--directory.file="+dir+"/bad.txt"); status != 0 || !strings.Contains(stdout, "bad.txt:2: several values: ") || !strings.Contains(stdout, "[directory-unreadable]") {
		t.Errorf("check: status %d, %s", status, stdout)
	}
	file := write(t, filepath.Join(dir, "exporter.yml"), "organizations:\n"+entry("acme", secretOfAcme)+"    directory_file: bad.txt\n"+entry("globex", secretOfGlobex)+"    directory_file: good.txt\n")
	status, stdout, stderr := execute(t, env, "members", "--config.file="+file, "--format=jsonl")
	if status != 1 || strings.Contains(stdout, "acme") || strings.Count(stdout, `"directory":"listed"`) == 0 || strings.Count(stdout, "\n") != 20 {
		t.Errorf("status %d, %s\n%s", status, stderr, stdout)
	}
}

// The demonstration leaves no file behind, and does without where it cannot
// write one.
func TestDemoDirectory(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	_, stdout, _ := execute(t, nil, "members", "acme", "--demo", "--format=jsonl")
	if n := strings.Count(stdout, `"directory":"listed"`); n < 1000 {
		t.Errorf("%d members are listed", n)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "missing"))
	status, stdout, stderr := execute(t, nil, "members", "acme", "--demo", "--format=jsonl")
	if n := strings.Count(stdout, `"directory":null`); status != 0 || n != 1200 {
		t.Errorf("without a temporary directory: status %d, %d members, %s", status, n, stderr)
	}
}
