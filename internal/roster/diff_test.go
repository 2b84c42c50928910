package roster_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/roster"
)

// save writes a roster to a file, as the shell does.
func save(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "october")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t *testing.T, content string) *roster.Saved {
	t.Helper()
	saved, err := roster.Open(save(t, content))
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func organization(name string, members []huggingface.Member) roster.Organization {
	return roster.Organization{Name: name, Members: list(members, nil)}
}

// compare adds an organization to a diff.
func compare(t *testing.T, d *roster.Diff, o roster.Organization) *roster.Comparison {
	t.Helper()
	c, err := d.Compare(o)
	if err != nil {
		t.Fatal(err)
	}
	d.Add(c)
	return c
}

// diff compares now with a saved roster and returns the lines of the CSV, and
// what could not be compared.
func diff(t *testing.T, saved *roster.Saved, now ...roster.Organization) ([][]string, []roster.Uncompared) {
	t.Helper()
	d := roster.NewDiff(saved)
	var uncompared []roster.Uncompared
	for _, o := range now {
		uncompared = append(uncompared, compare(t, d, o).Uncompared...)
	}
	var out bytes.Buffer
	if err := d.Write(&out, roster.CSV); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"organization", "change", "user_id", "username", "full_name", "before", "after"}; !slices.Equal(lines[0], want) {
		t.Fatalf("the columns are %q", lines[0])
	}
	return lines[1:], uncompared
}

// Each kind of change is one line, and what is unknown is none.
func TestDiff(t *testing.T) {
	before := cast()
	before[4].Role = huggingface.Disclosed(huggingface.Role("'=1\r\n2")) // which CSV does not keep as it is
	now := slices.Clone(before)
	now[0].Role, now[0].Username = huggingface.Disclosed(huggingface.RoleRead), "zoe-renamed"
	now[1].TwoFactor, now[1].External = huggingface.Disclosed(true), huggingface.Disclosed(false)
	now[2].TwoFactor, now[2].Role = huggingface.Optional[bool]{}, huggingface.Optional[huggingface.Role]{} // not disclosed any more
	now[3].TwoFactor, now[3].External = huggingface.Disclosed(false), huggingface.Disclosed(true)          // disclosed for the first time
	now[4].Pro, now[4].VerifiedEmail = false, huggingface.Disclosed("new@example.com")
	now[5].Role = huggingface.Disclosed(huggingface.Role("=evil()"))
	now[6] = huggingface.Member{ID: id(9), Username: "new", Fullname: "-1"}
	slices.Reverse(now)
	want := [][]string{
		{"acme", "joined", id(9).String(), "new", "'-1", "", "unknown"},
		{"acme", "left", id(7).String(), "wendy", "", "write", ""},
		{"acme", "role", id(6).String(), "Bob", "'@SUM(1+1)*cmd\x1b[31m", "read", "'=evil()"},
		{"acme", "role", id(1).String(), "zoe-renamed", "Zoë Åström", "admin", "read"},
		{"acme", "two_factor", id(2).String(), "eve", "'=cmd|' /C calc'!A0", "no", "yes"},
		{"acme", "external", id(2).String(), "eve", "'=cmd|' /C calc'!A0", "yes", "no"},
		{"acme", "pro", id(5).String(), "avi-2", "山田　太郎", "yes", "no"},
		{"globex", "left", id(4).String(), "mallory", "Mallory, \"the\" Tester\nof\tlines", "unknown", ""},
	}
	wantUncompared := []roster.Uncompared{{Field: "role", Members: 2}, {Field: "two_factor", Members: 2}, {Field: "external", Members: 1}}
	for _, format := range []string{roster.CSV, roster.JSON, roster.JSONLines} {
		saved := open(t, mustWrite(t, format, organization("acme", before), organization("globex", before[2:4]), organization("initech", before)))
		// Names of organizations are unique regardless of case.
		got, uncompared := diff(t, saved, organization("acme", now), organization("globex", before[2:3]))
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%s: got\n%q\nwant\n%q", format, got, want)
		}
		if !slices.Equal(uncompared, wantUncompared) {
			t.Errorf("%s: %v could not be compared, want %v", format, uncompared, wantUncompared)
		}
		if got, _ := diff(t, saved, organization("ACME", before)); len(got) > 0 {
			t.Errorf("%s: nothing has changed, and it says %q", format, got)
		}
	}
}

// The formats say the same.
func TestDiffFormats(t *testing.T) {
	saved := open(t, mustWrite(t, roster.CSV, organization("acme", cast()[:3])))
	d := roster.NewDiff(saved)
	compare(t, d, organization("acme", cast()[2:5]))
	printed := make(map[string]string)
	for _, format := range []string{roster.Table, roster.JSON, roster.JSONLines} {
		var out bytes.Buffer
		if err := d.Write(&out, format); err != nil {
			t.Fatal(err)
		}
		printed[format] = out.String()
	}
	table := `ORGANIZATION  CHANGE  USER ID                   USERNAME  FULL NAME                         BEFORE     AFTER
acme          joined  65f000000000000000000005  avi-2     山田　太郎                        -          auditor
acme          joined  65f000000000000000000004  mallory   Mallory, "the" Tester\nof\tlines  -          unknown
acme          left    65f000000000000000000002  eve       =cmd|' /C calc'!A0                no_access  -
acme          left    65f000000000000000000001  zoe       Zoë Åström                        admin      -
`
	if printed[roster.Table] != table {
		t.Errorf("got\n%s\nwant\n%s", printed[roster.Table], table)
	}
	var objects []map[string]any
	if err := json.Unmarshal([]byte(printed[roster.JSON]), &objects); err != nil || len(objects) != 4 {
		t.Fatalf("%v:\n%s", err, printed[roster.JSON])
	}
	want := map[string]any{"organization": "acme", "change": "left", "user_id": id(2).String(), "username": "eve", "full_name": "=cmd|' /C calc'!A0", "before": "no_access", "after": nil}
	if !reflect.DeepEqual(objects[2], want) {
		t.Errorf("got %v, want %v", objects[2], want)
	}
	if lines := strings.TrimSuffix(strings.ReplaceAll(strings.Trim(printed[roster.JSON], "[]\n"), "\n,", "\n"), "\n"); lines != strings.TrimSpace(printed[roster.JSONLines]) {
		t.Errorf("the lines are\n%s\nof\n%s", printed[roster.JSONLines], printed[roster.JSON])
	}
}

// What is not a roster of this version is an error that names the place.
func TestOpenRefuses(t *testing.T) {
	good, goodJSON := mustWrite(t, roster.CSV, globex(nil)), mustWrite(t, roster.JSON, globex(nil))
	goodLines := mustWrite(t, roster.JSONLines, globex(nil))
	changes := roster.NewDiff(open(t, good))
	compare(t, changes, globex(nil))
	var sheet bytes.Buffer
	if err := changes.Write(&sheet, roster.CSV); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ content, want string }{
		"empty":              {"", "the file is empty"},
		"something else":     {"PK\x03\x04", "october:1: not a roster"},
		"a page":             {"<html></html>", "october:1: not a roster"},
		"version 0.1.0, CSV": {"user_id,username,email,full_name,role,license_type,pro,two_factor,external,resource_groups\n", "october:1: a roster of another version: it lacks organization, directory"},
		"version 0.1.0, JSON": {`[{"user_id":"65f000000000000000000003","username":"avi","email":"","full_name":"","role":"read","license_type":"Read","pro":false,"two_factor":true,"external":false,"resource_groups":[]}]`,
			"october: member 1: a roster of another version: it lacks organization, directory"},
		"a later version":      {strings.Replace(good, "two_factor", "two_factor,last_seen", 1), `october:1: a roster of another version: it has ["last_seen"]`},
		"a later version, too": {strings.Replace(goodJSON, `{"organization"`, `{"seen":1,"organization"`, 1), `october: member 1: a roster of another version: it has ["seen"]`},
		"another order":        {strings.Replace(good, "organization,user_id", "user_id,organization", 1), "october:1: the columns are not in the order"},
		"semicolons":           {strings.ReplaceAll(good, ",", ";"), "october:1: not a roster"},
		"changes":              {sheet.String(), "october:1: a roster of another version: it lacks email"},
		"cut in a line":        {good[:len(good)-12], "october: record on line 3"},
		"cut in an object":     {goodJSON[:len(goodJSON)-30], "october: member 2: jsontext: unexpected EOF"},
		"cut after an object":  {strings.TrimSuffix(goodJSON, "]\n"), "october: member 3: jsontext: unexpected EOF"},
		"cut in a JSON line":   {goodLines[:len(goodLines)-9], "october: member 2: jsontext: unexpected EOF"},
		"two arrays":           {goodJSON + goodJSON, "october: there is more than one roster"},
		"two files":            {good + good, "october:5: user_id is"},
		"twice":                {good + good[strings.Index(good, "globex"):], "october:5: 65f000000000000000000003 is in globex twice"},
		"rounded by Excel":     {strings.Replace(good, "65f000000000000000000003", "6.5E+23", 1), `october:2: user_id is "6.5E+23"`},
		"another yes":          {strings.Replace(good, "yes", "TRUE", 1), `october:2: two_factor is "TRUE", not yes or no`},
		"pro unknown":          {strings.Replace(good, "Contributor,no", "Contributor,unknown", 1), `october:2: pro is "unknown", not yes or no`},
		"no organization":      {strings.Replace(good, "globex", "", 1), "october:2: organization is empty"},
		"null":                 {strings.Replace(goodJSON, `"pro":false`, `"pro":null`, 1), `october: member 1: pro is "unknown", not yes or no`},
		"null, too":            {strings.Replace(goodJSON, `"globex"`, `null`, 1), "october: member 1: organization: unexpected null"},
		"a number":             {strings.Replace(goodJSON, `"pro":false`, `"pro":1`, 1), "october: member 1: pro: unexpected number"},
		"not objects":          {`[1]`, "october: member 1: expected an object, found number"},
	} {
		if _, err := roster.Open(save(t, test.content)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: the error is %v, want %q", name, err, test.want)
		}
	}
	if _, err := roster.Open(filepath.Join(t.TempDir(), "missing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	if saved := open(t, "\ufeff"+strings.ReplaceAll(good, "\n", "\r\n")); !slices.Equal(saved.Organizations(), []string{"globex"}) {
		t.Errorf("as a spreadsheet saves it, it has %q", saved.Organizations())
	}
}
