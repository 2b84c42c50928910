package roster_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/roster"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for _, format := range []string{roster.Table, roster.CSV, roster.JSON, roster.JSONLines} {
		t.Run(format, func(t *testing.T) {
			got := write(t, format, cast(), roster.Filter{})
			golden := filepath.Join("testdata", "roster."+format)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("differs from %s (go test ./roster -update writes it anew):\n%s", golden, got)
			}
		})
	}
}

// What the golden files say is checked apart from them, since they may record
// a mistake.
func TestCSVIsReadBack(t *testing.T) {
	lines, err := csv.NewReader(strings.NewReader(write(t, roster.CSV, cast(), roster.Filter{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"user_id", "username", "email", "full_name", "role", "license_type", "pro", "two_factor", "external", "resource_groups"},
		{"65f000000000000000000001", "zoe", "zoe@example.com", "Zoë Åström", "admin", "Admin", "yes", "yes", "no", ""},
		{"65f000000000000000000002", "eve", "'+eve@example.com", `'=cmd|' /C calc'!A0`, "no_access", "No access", "no", "no", "yes", `'=HYPERLINK("http://evil.example") (read); <script>alert(1)</script> (write)`},
		{"65f000000000000000000003", "avi", "", "אבי \u202ecod.exe", "contributor", "Contributor", "no", "yes", "no", "Ops (admin)"},
		{"65f000000000000000000004", "mallory", "unknown", "Mallory, \"the\" Tester\nof\tlines", "unknown", "unknown", "no", "unknown", "unknown", "unknown"},
		{"65f000000000000000000005", "avi-2", "'-1@example.com", "山田　太郎", "auditor", "Other", "yes", "no", "no", ""},
		{"65f000000000000000000006", "Bob", "bob@example.com", "'@SUM(1+1)*cmd\x1b[31m", "read", "Read", "no", "yes", "yes", "Ops (read)"},
		{"65f000000000000000000007", "wendy", "wendy@example.com", "", "write", "Write", "no", "yes", "no", ""},
	}
	if !slices.EqualFunc(lines, want, slices.Equal) {
		t.Errorf("got\n%q\nwant\n%q", lines, want)
	}
}

func TestJSONIsReadBack(t *testing.T) {
	var members []map[string]any
	if err := json.Unmarshal([]byte(write(t, roster.JSON, cast(), roster.Filter{})), &members); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range members {
		names = append(names, m["username"].(string))
	}
	if want := []string{"Bob", "avi", "avi-2", "eve", "mallory", "wendy", "zoe"}; !slices.Equal(names, want) {
		t.Errorf("order is %q, want %q", names, want)
	}
	mallory := members[4]
	for _, field := range []string{"email", "role", "license_type", "two_factor", "external", "resource_groups"} {
		if value, ok := mallory[field]; !ok || value != nil {
			t.Errorf("undisclosed %s is %v, want null", field, value)
		}
	}
	if groups, ok := members[6]["resource_groups"].([]any); !ok || len(groups) != 0 {
		t.Errorf("no groups are %v, want []", members[6]["resource_groups"])
	}
	if avi := members[1]; avi["email"] != "" || avi["full_name"] != "אבי \u202ecod.exe" {
		t.Errorf("avi is %v", avi)
	}
}

func TestJSONLinesAreTheObjectsOfJSONInTheHubsOrder(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(write(t, roster.JSONLines, cast(), roster.Filter{})), "\n")
	array := write(t, roster.JSON, cast(), roster.Filter{})
	if len(lines) != 7 || !strings.Contains(lines[0], `"zoe"`) || !strings.Contains(lines[5], `"Bob"`) {
		t.Fatalf("%d lines: %q", len(lines), lines)
	}
	for _, line := range lines {
		if !json.Valid([]byte(line)) || !strings.Contains(array, line) {
			t.Errorf("%s is not in the array", line)
		}
	}
}

func TestTableObeysNoMember(t *testing.T) {
	table := write(t, roster.Table, cast(), roster.Filter{})
	if strings.ContainsAny(table, "\x1b\t\r\u202e\x1f\x00") {
		t.Errorf("a member's name moves the cursor:\n%q", table)
	}
	if n := strings.Count(table, "\n"); n != 8 {
		t.Errorf("%d lines, want a title and seven members", n)
	}
}

func TestEmptyOrganization(t *testing.T) {
	for format, want := range map[string]string{
		roster.JSON:      "[]\n",
		roster.JSONLines: "",
		roster.CSV:       "user_id,username,email,full_name,role,license_type,pro,two_factor,external,resource_groups\n",
		roster.Table:     "USER ID  USERNAME  EMAIL  FULL NAME  ROLE  LICENSE TYPE  PRO  TWO FACTOR  EXTERNAL  RESOURCE GROUPS\n",
	} {
		if got := write(t, format, nil, roster.Filter{}); got != want {
			t.Errorf("%s: got %q, want %q", format, got, want)
		}
	}
}

func TestFailedListIsAnError(t *testing.T) {
	for format, written := range map[string]bool{roster.Table: false, roster.JSON: false, roster.CSV: true, roster.JSONLines: true} {
		var out bytes.Buffer
		err := roster.Write(&out, format, list(cast(), errListing), roster.Filter{}, nil)
		if _, ok := errors.AsType[*roster.ListError](err); !ok || !errors.Is(err, errListing) {
			t.Errorf("%s: the error is %v", format, err)
		}
		if (out.Len() > 0) != written {
			t.Errorf("%s: wrote %q", format, out.String())
		}
	}
}

func TestFailedWriteEndsTheList(t *testing.T) {
	for _, format := range []string{roster.Table, roster.CSV, roster.JSON, roster.JSONLines} {
		err := roster.Write(full{}, format, list(slices.Repeat(cast(), 1000), nil), roster.Filter{}, nil)
		if _, ok := errors.AsType[*roster.ListError](err); ok || !errors.Is(err, errFull) {
			t.Errorf("%s: the error is %v", format, err)
		}
	}
}

func TestProgress(t *testing.T) {
	var told []int
	members := slices.Repeat(cast(), 300)
	if err := roster.Write(&bytes.Buffer{}, roster.CSV, list(members, nil), roster.Filter{}, func(n int) { told = append(told, n) }); err != nil {
		t.Fatal(err)
	}
	if want := []int{1000, 2000}; !slices.Equal(told, want) {
		t.Errorf("told %v of 2100, want %v", told, want)
	}
}

func TestUnknownFormat(t *testing.T) {
	if err := roster.Write(&bytes.Buffer{}, "xml", list(nil, nil), roster.Filter{}, nil); err == nil {
		t.Error("no error for the format xml")
	}
}

var errFull = errors.New("no space left on device")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func write(t *testing.T, format string, members []huggingface.Member, filter roster.Filter) string {
	t.Helper()
	var out bytes.Buffer
	if err := roster.Write(&out, format, list(members, nil), filter, nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
