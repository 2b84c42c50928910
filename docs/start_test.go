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

// The commands rely on names that the installations give.
func TestRunbookStartFitsTheInstallations(t *testing.T) {
	start, err := os.ReadFile("runbook-start.md")
	if err != nil {
		t.Fatal(err)
	}
	for path, names := range map[string]map[string]string{ // in the installation: in the commands
		"../deploy/systemd/huggingface_exporter.service": {
			"\nUser=huggingface-exporter\n":                            "=User=huggingface-exporter ",
			"\nDynamicUser=yes\n":                                      "=DynamicUser=yes ",
			"\nEnvironmentFile=-/etc/default/huggingface_exporter\n":   "'EnvironmentFile=-/etc/default/huggingface_exporter'",
			"\nLoadCredential=token:/etc/huggingface_exporter/token\n": "=LoadCredential=token:/etc/huggingface_exporter/token ",
			"\nExecStart=/usr/bin/huggingface_exporter $ARGS\n":        "/usr/bin/huggingface_exporter check $ARGS",
		},
		"../deploy/compose/compose.yml":                                 {"\nname: huggingface-exporter\n": "--project-name=huggingface-exporter ", "\n  exporter:\n": " exporter "},
		"../deploy/helm/huggingface-exporter/Chart.yaml":                {"name: huggingface-exporter\n": "=app.kubernetes.io/name=huggingface-exporter "},
		"../deploy/helm/huggingface-exporter/templates/deployment.yaml": {"- name: exporter\n": "--container=exporter "},
		"../Dockerfile": {`ENTRYPOINT ["/bin/huggingface_exporter"]`: " /bin/huggingface_exporter check "},
	} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for name, used := range names {
			if !strings.Contains(string(text), name) || !strings.Contains(string(start), used) {
				t.Errorf("%s has %q, and runbook-start.md %q: at least one of them is missing", path, name, used)
			}
		}
	}
}
