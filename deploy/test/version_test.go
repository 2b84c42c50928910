package deploy_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestVersion checks that whatever names the version names the one of the file VERSION.
func TestVersion(t *testing.T) {
	read := func(path string) string {
		text, err := os.ReadFile(filepath.Join("../..", path))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	version := strings.TrimSpace(read("VERSION"))
	for path, line := range map[string]string{
		"Dockerfile": "ARG VERSION=" + version,
		"deploy/helm/huggingface-exporter/Chart.yaml": "appVersion: " + version,
		"CHANGELOG.md": "## " + version + " ",
	} {
		if !strings.Contains("\n"+read(path), "\n"+line) {
			t.Errorf("%s has no line that begins with %q", path, line)
		}
	}
}
