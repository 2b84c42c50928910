package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// eachText reads all texts of the repository, those of others left out.
func eachText(t *testing.T, read func(path, text string)) {
	t.Helper()
	roots, err := filepath.Glob("../*")
	if err != nil || len(roots) < 10 {
		t.Fatalf("the tree is not here: %v, %v", roots, err)
	}
	others := []string{"../.git", "../dist", "../tools", "../LICENSE", "../NOTICE", "../huggingface_exporter"}
	binary := []string{".png", ".sum", ".mod", ".gz"}
	for _, root := range roots {
		if slices.Contains(others, root) {
			continue
		}
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() || slices.Contains(binary, filepath.Ext(path)) {
				return err
			}
			text, err := os.ReadFile(path)
			read(path, string(text))
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// runbooks are the paths of all runbooks.
func runbooks(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("runbooks/*.md")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no runbooks: %v", err)
	}
	return paths
}

// rewriteRunbooks holds each runbook to what rewrite makes of it, or writes it
// with -update.
func rewriteRunbooks(t *testing.T, rewrite func(path, text string) string) {
	t.Helper()
	for _, path := range runbooks(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := rewrite(path, string(text))
		switch {
		case want == string(text):
		case !*update:
			t.Errorf("%s differs: go test ./docs -update", path)
		default:
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// oneLine joins the lines of a text, comments too, so that phrases are found
// that a line end divides.
func oneLine(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimLeft(strings.TrimSpace(line), "/#* ") + " ")
	}
	return b.String()
}
