package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var startBlock = regexp.MustCompile(`(?s)<!-- start -->\n.*?<!-- /start -->`)

// Every runbook begins with the same way from the page to the cause. It is
// written into the runbooks by this test (go test ./docs -update).
func TestRunbooksStartAlike(t *testing.T) {
	start, err := os.ReadFile("runbook-start.md")
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob("runbooks/*.md")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no runbooks: %v", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(startBlock.FindAllIndex(text, -1)); n != 1 {
			t.Errorf("%s has %d beginnings, want one", path, n)
			continue
		}
		want := startBlock.ReplaceAllLiteralString(string(text), strings.TrimSpace(string(start)))
		if want == string(text) {
			continue
		}
		if !*update {
			t.Errorf("%s differs from runbook-start.md: go test ./docs -update", path)
		} else if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
