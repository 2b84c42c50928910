package app_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/app"
	"huggingface_exporter/internal/test/rig"
)

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
			ids[row[1]] = true
			if row[0] != "acme" {
				t.Errorf("%v: a member of %q", args, row[0])
			}
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

// All organizations are in one roster, and the last line names those that are
// not.
func TestMembersOfAllOrganizations(t *testing.T) {
	for format, lines := range map[string]int{"csv": 1281, "jsonl": 1280, "table": 1281, "json": 1281} {
		status, stdout, stderr := execute(t, nil, "members", "--demo", "--format="+format)
		got := strings.Count(stdout, "\n")
		if format == "csv" {
			rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			got = len(rows)
		}
		errs := strings.Split(strings.TrimSpace(stderr), "\n")
		if status != 1 || got != lines || len(errs) != 3 || errs[2] != "huggingface_exporter: error: missing: initech, umbrella" ||
			!strings.HasPrefix(errs[0], "huggingface_exporter: error: the roster of initech is missing: ") {
			t.Errorf("%s: status %d, %d lines, %s", format, status, got, stderr)
		}
	}
	status, stdout, _ := execute(t, nil, "members", "GLOBEX", "acme", "--demo", "--format=jsonl")
	if first := strings.Index(stdout, `"acme"`); status != 0 || strings.Count(stdout[:max(first, 0)], `{"organization":"globex"`) != 80 || strings.Count(stdout, `{"organization":"acme"`) != 1200 {
		t.Errorf("the two that are named: status %d, acme begins at %d", status, first)
	}
}

// What a roster saved today says of tomorrow.
func TestMembersDiff(t *testing.T) {
	h := newHub(t)
	env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme, "HF_ORGANIZATION": "acme"}
	_, saved, _ := execute(t, env, "members", "--format=csv")
	file := write(t, t.TempDir()+"/october.csv", saved)
	acme := organization("acme", 35, secretOfAcme)
	acme.Members[5].IsPro = !acme.Members[5].IsPro
	acme.Members = append(acme.Members[1:], hubtest.Members(1, 99)...)
	h.SetOrganization(acme)

	status, stdout, stderr := execute(t, env, "members", "--diff="+file, "--format=csv")
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	if err != nil || status != 0 || len(rows) != 4 || rows[1][1] != "joined" || rows[2][1] != "left" || rows[3][1] != "pro" {
		t.Errorf("status %d, %v, %q, %s", status, err, rows, stderr)
	}

	end := h.Fault(matchPage("acme", 2), hubtest.Status(http.StatusForbidden, "no"))
	status, stdout, stderr = execute(t, env, "members", "--diff="+file, "--huggingface.page-size=10")
	if end(); status != 1 || stdout != "" || !strings.Contains(stderr, "the comparison of acme is missing: the Hub answered 403: no") {
		t.Errorf("status %d, %q, %s", status, stdout, stderr)
	}

	env["HF_ORGANIZATION"] = "globex"
	status, stdout, stderr = execute(t, env, "members", "--diff="+file, "--format=jsonl")
	if status != 1 || stdout != "" || !strings.Contains(stderr, "the comparison of globex is missing: "+file+" has no roster of globex, only of: acme\n") ||
		!strings.Contains(stderr, "the comparison of acme is missing: it is in "+file+", and not one of the configured organizations") ||
		!strings.HasSuffix(stderr, "error: missing: acme, globex\n") {
		t.Errorf("status %d, %q, %s", status, stdout, stderr)
	}
	for args, want := range map[string]string{
		"--diff=" + file + " --pro": "--diff compares all members: remove the flags that choose some of them",
		"--diff=missing.csv":        "--diff: open missing.csv: ",
	} {
		if status, stdout, stderr := execute(t, env, append([]string{"members"}, strings.Fields(args)...)...); status == 0 || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("%s: status %d, %q, %s", args, status, stdout, stderr)
		}
	}
}

// Fields that are not disclosed are not a change, and a warning names them.
func TestMembersDiffOfUndisclosed(t *testing.T) {
	_, saved, _ := execute(t, nil, "members", "globex", "--demo", "--format=json")
	file := write(t, t.TempDir()+"/october.json", saved)
	status, stdout, stderr := execute(t, nil, "members", "globex", "--demo", "--diff="+file, "--format=jsonl")
	if status != 0 || stdout != "" || !strings.Contains(stderr, "huggingface_exporter: warning: globex: two_factor cannot be compared for 80 members: ") || strings.Contains(stderr, "error") {
		t.Errorf("status %d, %q, %s", status, stdout, stderr)
	}
}

// Where log lines are JSON, all that is said beside the roster is.
func TestMembersLogsJSON(t *testing.T) {
	_, _, stderr := execute(t, nil, "members", "globex", "initech", "umbrella", "--demo", "--diff="+lastMonth, "--log.format=json")
	lines := strings.Split(strings.TrimSpace(stderr), "\n")
	for _, line := range lines {
		if !json.Valid([]byte(line)) {
			t.Errorf("not JSON: %s", line)
		}
	}
	if len(lines) != 5 || !strings.Contains(lines[0], `"level":"warn"`) || !strings.Contains(lines[4], "missing: initech, umbrella") {
		t.Errorf("it says %s", stderr)
	}
}

// A roster that takes long says how far it is, in the form of the log.
func TestMembersProgress(t *testing.T) {
	for format, want := range map[string]string{
		"logfmt": `^Reading 1 organization: 20 members read so far\n$`,
		"json":   `^{"caller":"[^"]*","level":"info","msg":"Reading 1 organization: 20 members read so far","time":"[^"]*"}\n$`,
	} {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			h := newHub(t)
			var stdout, stderr rig.Output
			h.Fault(matchPage("acme", 3), before(func() {
				rig.Eventually(t, "progress is shown", func() bool { return stderr.String() != "" })
			}))
			env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
			status := app.Run(t.Context(), []string{"members", "acme", "--format=jsonl", "--huggingface.page-size=10", "--log.format=" + format}, env.get, &stdout, &stderr)
			if status != 0 || !regexp.MustCompile(want).MatchString(stderr.String()) || strings.Count(stdout.String(), "\n") != 35 {
				t.Errorf("status %d, %q, want %q", status, stderr.String(), want)
			}
		})
	}
}

// Organizations are read several at a time and printed in their order: one that
// is slow, or fails, delays no other.
func TestMembersAreReadInParallel(t *testing.T) {
	h := newHub(t)
	h.Fault(hubtest.Match{Organization: "acme", Times: 1}, before(func() {
		rig.Eventually(t, "globex is read", func() bool { return len(h.listings("globex")) > 0 })
	}))
	file := write(t, t.TempDir()+"/exporter.yml", "organizations:\n"+entry("acme", secretOfAcme)+entry("globex", secretOfGlobex))
	for _, format := range []string{"table", "csv", "json", "jsonl"} {
		status, stdout, stderr := execute(t, environment{"HF_ENDPOINT": h.url}, "members", "--config.file="+file, "--format="+format)
		if status != 0 || strings.LastIndex(stdout, "acme") > strings.Index(stdout, "globex") || strings.Count(stdout, "globex") != 20 {
			t.Errorf("%s: status %d, %s\n%s", format, status, stderr, stdout)
		}
		h.ResetRequests()
	}
}
