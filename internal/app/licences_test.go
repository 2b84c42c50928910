package app_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

var (
	consoleBlock = regexp.MustCompile("(?s)```console\n(.*?)```")
	anyDate      = regexp.MustCompile(`\d{4}-\d\d-\d\d`)
)

// Each command of docs/licences.md is run, and prints what stands there.
// Lines that are left out there are three dots.
func TestLicencesDocument(t *testing.T) {
	t.Chdir("../..")
	text, err := os.ReadFile("docs/licences.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := 0
	for _, block := range consoleBlock.FindAllStringSubmatch(string(text), -1) {
		command, want, _ := strings.Cut(block[1], "\n")
		args, ok := strings.CutPrefix(command, "$ huggingface_exporter ")
		if !ok {
			t.Errorf("not a command: %s", command)
			continue
		}
		commands++
		args, file, saved := strings.Cut(args, " > ")
		status, stdout, stderr := execute(t, nil, strings.Fields(args)...)
		if saved { // only that there is something to save
			if status != 0 || stderr != "" || len(stdout) < 1000 || want != "" {
				t.Errorf("%s: status %d, %d bytes for %s, %s", command, status, len(stdout), file, stderr)
			}
			continue
		}
		// The renewal is always as far away as it was then.
		printed := anyDate.ReplaceAllString(stdout+stderr, "DATE")
		for i, part := range strings.Split(anyDate.ReplaceAllString("\n"+want, "DATE"), "\n...\n") {
			var rest string
			var ok bool
			if part = strings.TrimPrefix(part, "\n"); i == 0 {
				rest, ok = strings.CutPrefix(printed, part)
			} else {
				_, rest, ok = strings.Cut(printed, part)
			}
			if !ok {
				t.Errorf("%s prints\n%s\nand not\n%s", command, stdout+stderr, part)
				break
			}
			printed = rest
		}
		if !strings.HasSuffix(want, "...\n") && printed != "" {
			t.Errorf("%s prints more at its end:\n%s", command, printed)
		}
	}
	if commands < 8 {
		t.Errorf("only %d commands are found", commands)
	}
}
