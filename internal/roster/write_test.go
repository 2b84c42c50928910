package roster_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/roster"
	"huggingface_exporter/internal/test/rig"
)

func TestGolden(t *testing.T) {
	for _, format := range []string{roster.Table, roster.CSV, roster.JSON, roster.JSONLines} {
		t.Run(format, func(t *testing.T) {
			rig.Golden(t, filepath.Join("testdata", "roster."+format), mustWrite(t, format, acme(nil), globex(nil)))
		})
	}
}

func TestJSONIsReadBack(t *testing.T) {
	var members []map[string]any
	if err := json.Unmarshal([]byte(mustWrite(t, roster.JSON, acme(nil), globex(nil))), &members); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range members {
		names = append(names, m["organization"].(string)+"/"+m["username"].(string))
	}
	want := []string{"acme/Bob", "acme/avi", "acme/avi-2", "acme/eve", "acme/mallory", "acme/wendy", "acme/zoe", "globex/avi", "globex/mallory"}
	if !slices.Equal(names, want) {
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
	if avi := members[1]; avi["email"] != "" || avi["full_name"] != "אבי \u202ecod.exe" || avi["directory"] != "unlisted" {
		t.Errorf("avi is %v", avi)
	}
	if value, ok := members[8]["directory"]; mallory["directory"] != "unknown" || !ok || value != nil {
		t.Errorf("the directory of mallory is %v, and %v without one", mallory["directory"], value)
	}
}

func TestEmptyRoster(t *testing.T) {
	for format, want := range map[string]string{
		roster.JSON:      "[]\n",
		roster.JSONLines: "",
		roster.CSV:       "organization,user_id,username,email,full_name,role,license_type,pro,two_factor,external,directory,resource_groups\n",
		roster.Table:     "ORGANIZATION  USER ID  USERNAME  EMAIL  FULL NAME  ROLE  LICENSE TYPE  PRO  TWO FACTOR  EXTERNAL  DIRECTORY  RESOURCE GROUPS\n",
	} {
		if got := mustWrite(t, format, roster.Organization{Name: "acme", Members: list(nil, nil)}); got != want {
			t.Errorf("%s: got %q, want %q", format, got, want)
		}
	}
}

// Of an organization whose list breaks off nothing is printed, whether it is
// small or held back in a file, and all of the others.
func TestFailedListIsLeftOut(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	failed := func(members int) roster.Organization {
		return roster.Organization{Name: "initech", Members: list(slices.Repeat(cast(), members/7), errListing)}
	}
	for _, format := range []string{roster.Table, roster.JSON, roster.CSV, roster.JSONLines} {
		want := mustWrite(t, format, acme(nil), globex(nil))
		for _, members := range []int{7, 14_000} {
			printed, err := write(t, format, roster.Filter{}, failed(members), acme(nil), failed(members), globex(nil), failed(members))
			if _, ok := errors.AsType[*roster.ListError](err); !ok || !errors.Is(err, errListing) {
				t.Errorf("%s: the error is %v", format, err)
			}
			if printed != want {
				t.Errorf("%s: with failed lists of %d members, it prints\n%.2000s\nwant\n%s", format, members, printed, want)
			}
		}
		if printed, _ := write(t, format, roster.Filter{}, failed(7)); printed != "" {
			t.Errorf("%s: of a failed list alone it prints %q", format, printed)
		}
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v, %v", left, err)
	}
}

// A roster that does not fit into memory is the same as one that does.
func TestLargeRoster(t *testing.T) {
	many := roster.Organization{Name: "acme", Members: list(slices.Repeat(cast(), 2000), nil), Classify: classify}
	for format, head := range map[string]int{roster.CSV: 1, roster.JSONLines: 0} {
		small, large := mustWrite(t, format, acme(nil)), mustWrite(t, format, many, globex(nil))
		head := strings.Join(strings.SplitAfterN(small, "\n", head+1)[:head], "")
		want := head + strings.Repeat(small[len(head):], 2000) + mustWrite(t, format, globex(nil))[len(head):]
		if large != want {
			t.Errorf("%s: %d bytes, want %d", format, len(large), len(want))
		}
	}
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "missing"))
	if _, err := write(t, roster.CSV, roster.Filter{}, many); err == nil || !strings.Contains(err.Error(), "TMPDIR") {
		t.Errorf("without a temporary directory the error is %v", err)
	}
}

// A spreadsheet runs none of these, nor what is left of one after trimming.
func TestFormulas(t *testing.T) {
	for _, name := range []string{"=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u3000@x", "＝1", "＋1", "－1", "＠x"} {
		m := huggingface.Member{Username: "eve", Fullname: name, Role: huggingface.Disclosed(huggingface.Role(name))}
		printed := mustWrite(t, roster.CSV, roster.Organization{Name: "acme", Members: list([]huggingface.Member{m}, nil)})
		rows, err := csv.NewReader(strings.NewReader(printed)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		// encoding/csv reads "\r\n" in a cell as "\n", but leaves a lone "\r".
		if rows[1][4] != "'"+name || rows[1][5] != "'"+name {
			t.Errorf("%q is written as %q and %q", name, rows[1][4], rows[1][5])
		}
	}
}
