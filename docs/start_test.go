package docs_test

import (
	"os"
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
	rewriteRunbooks(t, func(path, text string) string {
		if n := len(startBlock.FindAllStringIndex(text, -1)); n != 1 {
			t.Errorf("%s has %d beginnings, want one", path, n)
		}
		return startBlock.ReplaceAllLiteralString(text, strings.TrimSpace(string(start)))
	})
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
