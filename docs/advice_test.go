// Package docs_test holds the documents against the code.
package docs_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
)

var update = flag.Bool("update", false, "write the advice into the runbooks")

var adviceBlock = regexp.MustCompile(`(?s)<!-- advice: ([a-z-]+) -->\n.*?<!-- /advice -->`)

// The runbooks say what the log, the status page and `check` say: their advice
// is written by this test (go test ./docs -update).
func TestRunbooksGiveTheAdviceOfTheCode(t *testing.T) {
	blocks := map[huggingface.Kind]string{}
	for _, d := range advice.All() {
		blocks[d.Kind] = "<!-- advice: " + string(d.Kind) + " -->\n\n" + d.Cause + "\n\n1. " + strings.Join(d.Steps, "\n1. ") + "\n\n<!-- /advice -->"
	}
	given := map[huggingface.Kind]bool{}
	paths, err := filepath.Glob("runbooks/*.md")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no runbooks: %v", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := adviceBlock.ReplaceAllStringFunc(string(text), func(block string) string {
			kind := huggingface.Kind(adviceBlock.FindStringSubmatch(block)[1])
			if blocks[kind] == "" {
				t.Errorf("%s: there is no diagnosis %q", path, kind)
			}
			given[kind] = true
			return blocks[kind]
		})
		if want == string(text) {
			continue
		}
		if !*update {
			t.Errorf("%s differs from the code: go test ./docs -update", path)
		} else if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for kind := range blocks {
		if !given[kind] {
			t.Errorf("no runbook has the advice for %q", kind)
		}
	}
}
