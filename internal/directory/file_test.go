package directory_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/directory"
)

func member(username string, email ...string) *huggingface.Member {
	m := &huggingface.Member{Username: username}
	if len(email) > 0 {
		m.VerifiedEmail = huggingface.Disclosed(email[0])
	}
	return m
}

func write(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "employees.txt")
	rewrite(t, path, content)
	return path
}

func rewrite(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func load(t *testing.T, f *directory.File) func(*huggingface.Member) collector.Listing {
	t.Helper()
	classify, err := f.Load()
	if err != nil {
		t.Fatal(err)
	}
	return classify
}

func TestClassification(t *testing.T) {
	classify := load(t, directory.NewFile(write(t, "# Staff\n\nAda@Example.com\n @Corp.example # all of it\n\tBob-1\t\n@bücher.example\n")))
	for _, test := range []struct {
		name   string
		member *huggingface.Member
		want   collector.Listing
	}{
		{"e-mail", member("x", "ada@example.com"), collector.Listed},
		{"e-mail in another case, with white space", member("x", " ADA@EXAMPLE.COM "), collector.Listed},
		{"domain", member("x", "anybody@corp.example"), collector.Listed},
		{"international domain", member("x", "a@BÜCHER.example"), collector.Listed},
		{"username", member("bob-1", "somebody@else.example"), collector.Listed},
		{"username in another case, undisclosed e-mail", member("BOB-1"), collector.Listed},
		{"another address of a domain that is not listed", member("x", "eve@example.com"), collector.Unlisted},
		{"a domain below a listed one", member("x", "eve@sub.corp.example"), collector.Unlisted},
		{"a domain that ends like a listed one", member("x", "eve@evilcorp.example"), collector.Unlisted},
		{"no e-mail address", member("x", ""), collector.Unlisted},
		{"an odd e-mail address", member("x", "bob-1"), collector.Unlisted},
		{"a username like an e-mail address", member("ada@example.com"), collector.Listed},
		{"undisclosed e-mail", member("x"), collector.ListingUnknown},
		{"nothing", member(""), collector.ListingUnknown},
	} {
		if got := classify(test.member); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// Files of other systems are read without loss.
func TestForms(t *testing.T) {
	for name, content := range map[string]string{
		"plain":                      "ada@example.com\nbob\n@corp.example\n",
		"no newline at the end":      "ada@example.com\nbob\n@corp.example",
		"byte order mark":            "\ufeffada@example.com\nbob\n@corp.example\n",
		"CRLF":                       "ada@example.com\r\nbob\r\n@corp.example\r\n",
		"byte order mark and CRLF":   "\ufeffada@example.com\r\n\r\nbob\r\n@corp.example",
		"white space":                "  ada@example.com\u00a0\n\tbob \n@corp.example  \n   \n",
		"case":                       "ADA@EXAMPLE.COM\nBoB\n@Corp.Example\n",
		"comments":                   "#ada\nada@example.com # Ada #1\nbob#bob\n@corp.example#corp\n# eve@evil.example\n",
		"comment that is not UTF-8":  "ada@example.com # \xe4\nbob\n@corp.example\n",
		"twice":                      "bob\nbob\nada@example.com\n@corp.example\nBOB",
		"a byte order mark, comment": "\ufeff# Staff\nada@example.com\nbob\n@corp.example\n",
	} {
		classify := load(t, directory.NewFile(write(t, content)))
		for _, m := range []*huggingface.Member{member("ada", "ada@example.com"), member("bob", ""), member("x", "x@corp.example")} {
			if got := classify(m); got != collector.Listed {
				t.Errorf("%s: %s is %s", name, m.Username, got)
			}
		}
		if got := classify(member("eve", "eve@evil.example")); got != collector.Unlisted {
			t.Errorf("%s: eve is %s", name, got)
		}
	}
}

// A line that is not an entry is an error that names it, wherever it is, and
// quotes nothing of it.
func TestInvalidLines(t *testing.T) {
	for name, line := range map[string]string{
		"CSV":                           "ada@example.com,Ada Lovelace",
		"CSV of semicolons":             "ada@example.com;Ada",
		"quoted":                        `"ada@example.com"`,
		"tab-separated":                 "ada@example.com\tAda",
		"name":                          "Ada Lovelace",
		"name and address":              "Ada <ada@example.com>",
		"address in brackets":           "<ada@example.com>",
		"link":                          "mailto:ada@example.com",
		"two addresses":                 "ada@example.com bob@example.com",
		"two @":                         "ada@@example.com",
		"no domain":                     "ada@",
		"no dot in the domain":          "ada@example",
		"mention":                       "@ada",
		"only @":                        "@",
		"empty label":                   "@example..com",
		"domain with a space":           "@ example.com",
		"wildcard":                      "*@example.com.*",
		"wildcard domain":               "@*.example.com",
		"address of a page":             "https://huggingface.co/ada",
		"username with a bad character": "ada!",
		"username beyond ASCII":         "adä",
		"control character":             "ada\x00@example.com",
		"invisible character":           "ada\u200b@example.com",
		"byte order mark inside":        "\ufeffada@example.com",
		"not UTF-8":                     "ad\xe4@example.com",
		"not UTF-8, alone":              "ad\xe4",
		"old Macintosh":                 "ada@example.com\rbob@example.com",
		"old Macintosh in a comment":    "# Ada\rada@example.com",
		"ambiguous comment":             "a#da@example.com",
		"long":                          "# " + strings.Repeat("ada", 30_000),
	} {
		_, err := directory.NewFile(write(t, "# Staff\r\n\r\nbob\r\n"+line+"\r\neve\r\n")).Load()
		if err == nil || !strings.Contains(err.Error(), "employees.txt:4: ") {
			t.Errorf("%s: the error is %v", name, err)
		} else if strings.Contains(err.Error(), "ada") {
			t.Errorf("%s: the error quotes the line: %v", name, err)
		}
	}
}

func TestHeaders(t *testing.T) {
	for _, header := range []string{"email", "E-Mail", "Username", "user_id,email", "\ufeffemail", "# export\nname"} {
		_, err := directory.NewFile(write(t, header+"\nada@example.com\n")).Load()
		if err == nil || !strings.Contains(err.Error(), "employees.txt:"+map[bool]string{true: "2", false: "1"}[strings.Contains(header, "\n")]+": ") {
			t.Errorf("%q: the error is %v", header, err)
		}
	}
	// A user of that name can have a seat.
	if got := load(t, directory.NewFile(write(t, "ada@example.com\nmail\n")))(member("mail", "")); got != collector.Listed {
		t.Errorf("mail is %s", got)
	}
}

// Each Load tells of the file as it is then, and of nothing that was there
// before.
func TestLoadFollowsTheFile(t *testing.T) {
	path := write(t, "ada\n")
	f := directory.NewFile(path)
	before := load(t, f)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	// Same size and time: only the content tells.
	rewrite(t, path, "bob\n")
	if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	after := load(t, f)
	if after(member("bob", "")) != collector.Listed || after(member("ada", "")) != collector.Unlisted {
		t.Error("the new content is not seen")
	}
	if before(member("ada", "")) != collector.Listed || before(member("bob", "")) != collector.Unlisted {
		t.Error("a function of an earlier Load has changed")
	}
	rewrite(t, path, "bob\nada lovelace\n")
	if _, err := f.Load(); err == nil {
		t.Error("a broken file is used")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Load(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	rewrite(t, path, "bob\n")
	if got := load(t, f)(member("bob", "")); got != collector.Listed {
		t.Errorf("the file that is back: bob is %s", got)
	}
}

// A file system that does not answer delays a scrape once, and then no more: not
// even those of other organizations with the same file.
func TestHangingFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path, answer := write(t, "ada\n"), make(chan struct{})
		f := directory.NewFile(path)
		f.SetOpen(func(path string) (*os.File, error) {
			<-answer
			return os.Open(path)
		})
		begun := time.Now()
		for range 3 {
			if _, err := f.Load(); err == nil || !strings.Contains(err.Error(), path+": not read within 3s") {
				t.Errorf("the error is %v", err)
			}
			if took := time.Since(begun); took != 3*time.Second {
				t.Errorf("it takes %s", took)
			}
		}
		close(answer)
		synctest.Wait()
		if got := load(t, f)(member("ada", "")); got != collector.Listed {
			t.Errorf("the file that answers again: ada is %s", got)
		}
	})
}
