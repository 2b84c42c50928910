package flags_test

import (
	"io"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"huggingface_exporter/internal/app/flags"
)

func page(t *testing.T, flag string) string {
	t.Helper()
	var page strings.Builder
	if opts, err := flags.Parse([]string{flag}, func(string) string { return "" }, &page, io.Discard); err != nil || opts != nil {
		t.Fatalf("%v, %v", opts, err)
	}
	return page.String()
}

// The manual page has every flag and command, and only lines that roff takes.
func TestManualPage(t *testing.T) {
	text := page(t, "--help-man")
	if lint, err := exec.LookPath("mandoc"); err == nil {
		check := exec.CommandContext(t.Context(), lint, "-Tlint")
		check.Stdin = strings.NewReader(text)
		if out, err := check.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	}
	if !strings.HasPrefix(text, ".TH HUGGINGFACE_EXPORTER 1 \"20") {
		t.Errorf("it begins with %.60q", text)
	}
	known := regexp.MustCompile(`^\.(TH|SH|SS|TP|PP|B|BR)( |$)`)
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); strings.HasPrefix(line, ".") && !known.MatchString(line) || strings.HasPrefix(line, "'") || line == "" || len(line) > 80 && strings.Contains(line, " ") {
			t.Errorf("invalid line %q", line)
		}
	}
	model := flags.Model()
	for _, f := range model.Flags {
		if name := strings.ReplaceAll(f.Name, "-", `\-`); !f.Hidden && !strings.Contains(text, `\-\-`+name) && !strings.Contains(text, `\-\-[no\-]`+name) {
			t.Errorf("it lacks --%s", f.Name)
		}
	}
	for _, c := range model.Commands {
		if !strings.Contains(text, `.SS "`+c.Name+" ") {
			t.Errorf("it lacks %s", c.Name)
		}
	}
}

func TestCompletionScripts(t *testing.T) {
	for flag, want := range map[string]string{
		"--completion-script-bash": "complete -F _huggingface_exporter_bash_autocomplete -o default huggingface_exporter",
		"--completion-script-zsh":  "#compdef huggingface_exporter",
	} {
		if text := page(t, flag); !strings.Contains(text, want) {
			t.Errorf("%s prints\n%s", flag, text)
		}
	}
}
