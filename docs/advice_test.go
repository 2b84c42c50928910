// Package docs_test holds the documents against the code.
package docs_test

import (
	"flag"
	"regexp"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
)

var update = flag.Bool("update", false, "write the common parts of the runbooks")

var adviceBlock = regexp.MustCompile(`(?s)<!-- advice: ([a-z-]+) -->\n.*?<!-- /advice -->`)

// The runbooks say what the log, the status page and `check` say: their advice
// is written by this test (go test ./docs -update).
func TestRunbooksGiveTheAdviceOfTheCode(t *testing.T) {
	blocks := map[huggingface.Kind]string{}
	for _, d := range advice.All() {
		blocks[d.Kind] = "<!-- advice: " + string(d.Kind) + " -->\n\n" + d.Cause + "\n\n1. " + strings.Join(d.Steps, "\n1. ") + "\n\n<!-- /advice -->"
	}
	given := map[huggingface.Kind]bool{}
	rewriteRunbooks(t, func(path, text string) string {
		return adviceBlock.ReplaceAllStringFunc(text, func(block string) string {
			kind := huggingface.Kind(adviceBlock.FindStringSubmatch(block)[1])
			if blocks[kind] == "" {
				t.Errorf("%s: there is no diagnosis %q", path, kind)
			}
			given[kind] = true
			return blocks[kind]
		})
	})
	for kind := range blocks {
		if !given[kind] {
			t.Errorf("no runbook has the advice for %q", kind)
		}
	}
}
