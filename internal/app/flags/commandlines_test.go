package flags_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/internal/app/flags"
)

var (
	code     = regexp.MustCompile("(?s)```.*?```|`[^`\n]+`")
	command  = regexp.MustCompile(`(?:^|[ /$(])huggingface_exporter((?: +(?:"[^"]*"|'[^']*'|[^ |&;<>()` + "`" + `"']+)+)*)`)
	word     = regexp.MustCompile(`(?:"[^"]*"|'[^']*'|[^ "']+)+`)
	script   = regexp.MustCompile(` sh -c '([^']*)'`)
	others   = regexp.MustCompile(`systemctl|journalctl|apt|install|build -t|pidof|useradd|-u huggingface_exporter`)
	commands = []string{flags.Serve, flags.Check, flags.Members, flags.Healthcheck}
)

// Every command line in the documents is one that the program takes.
func TestCommandLinesInDocuments(t *testing.T) {
	paths := []string{"../../../README.md"}
	for _, pattern := range []string{"../../../docs/*.md", "../../../docs/runbooks/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, found...)
	}
	parsed := 0
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, args := range commandLines(string(text)) {
			parsed++
			if err := flags.ParseOnly(args); err != nil {
				t.Errorf("%s: huggingface_exporter %s: %v", path, strings.Join(args, " "), err)
			}
		}
	}
	if parsed < 40 {
		t.Errorf("only %d command lines are found in %d documents", parsed, len(paths))
	}
}

func TestCommandLinesAreFound(t *testing.T) {
	const text = "Run `huggingface_exporter check --strict` or `--demo`.\n```sh\nkubectl exec -n x \"$pod\" -- /usr/bin/huggingface_exporter members \\\n  --role='admin' \"a b\" | head\n" +
		"systemd-run --property=x=/etc/huggingface_exporter sh -c 'exec huggingface_exporter check acme $ARGS'\nsystemctl restart huggingface_exporter --now\nsudo huggingface_exporter check acme > report\n```\nThe huggingface_exporter is here."
	want := [][]string{{"check", "--strict"}, {"members", "--role=admin", "a b"}, {"check", "acme"}, {"check", "acme"}}
	if got := commandLines(text); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("found %q, want %q", got, want)
	}
}

// commandLines are the arguments of the program in the code of a document.
func commandLines(text string) [][]string {
	var found [][]string
	for _, block := range code.FindAllString(text, -1) {
		block = strings.ReplaceAll(strings.Trim(block, "`"), "\\\n", " ")
		for line := range strings.Lines(block) {
			line = script.ReplaceAllString(line, " ; $1") // a command within a command
			for _, m := range command.FindAllStringSubmatch(strings.TrimSpace(line), -1) {
				args := slices.DeleteFunc(word.FindAllString(m[1], -1), func(arg string) bool { return strings.HasPrefix(arg, "$") }) // more flags
				for i := range args {
					args[i] = strings.NewReplacer(`"`, "", "'", "").Replace(args[i])
				}
				if len(args) > 0 && !others.MatchString(line) && (strings.HasPrefix(args[0], "-") || slices.Contains(commands, args[0])) {
					found = append(found, args)
				}
			}
		}
	}
	return found
}
