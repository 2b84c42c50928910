package flags_test

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kingpin/v2"

	"huggingface_exporter/internal/app/flags"
)

var (
	section     = regexp.MustCompile(`(?ms)^## Flags\n(.*?)(^## |\z)`)
	tableRow    = regexp.MustCompile("(?m)^\\| ((?:`[a-z]+` \\| )?)(`--?.*?) \\| (.*?) \\|")
	flagName    = regexp.MustCompile("`--(\\[no-\\])?([a-z0-9.-]+)")
	hiddenFlags = []string{"help-long", "help-man", "completion-bash", "completion-script-bash", "completion-script-zsh"}
)

// The flags that the documents list, and their defaults, are those that exist.
func TestFlagsAreDocumented(t *testing.T) {
	model := flags.Model()
	ofProgram, all := map[string]string{}, map[string]string{}
	add(ofProgram, "", model.FlagGroupModel)
	maps.Copy(all, ofProgram)
	for _, command := range model.Commands {
		add(all, command.Name+" ", command.FlagGroupModel)
	}
	for path, exist := range map[string]map[string]string{"../../../README.md": ofProgram, "../../../docs/configuration.md": all} {
		t.Run(path, func(t *testing.T) {
			documented := tables(t, path)
			for _, name := range slices.Sorted(maps.Keys(exist)) {
				said, ok := documented[name]
				if !ok {
					t.Errorf("%s is not in the table", name)
				} else if want := exist[name]; want != "" && !strings.HasPrefix(said, want) {
					t.Errorf("%s has the default %s, and %q in the table", name, want, said)
				}
			}
			for name := range documented {
				if _, ok := exist[name]; !ok && (name != "web.systemd-socket" || runtime.GOOS == "linux") {
					t.Errorf("%s does not exist", name)
				}
			}
		})
	}
}

// add notes the flags of a command with the beginning of what a table has to
// say of their defaults; "" where it may say anything.
func add(to map[string]string, prefix string, group *kingpin.FlagGroupModel) {
	for _, flag := range group.Flags {
		switch {
		case flag.Hidden, slices.Contains(hiddenFlags, flag.Name):
		case flag.IsBoolFlag() && slices.Equal(flag.Default, []string{"true"}):
			to[prefix+"[no-]"+flag.Name] = "on"
		case flag.Name == "help", flag.Name == "version":
			to[prefix+flag.Name] = ""
		case flag.IsBoolFlag():
			to[prefix+flag.Name] = "off"
		case flag.Name == "huggingface.endpoint":
			to[prefix+flag.Name] = fmt.Sprintf("HF_ENDPOINT, else %s", flag.Default[0])
		case len(flag.Default) > 0:
			to[prefix+flag.Name] = flag.Default[0]
		default:
			to[prefix+flag.Name] = ""
		}
	}
}

// tables returns what the rows under the heading Flags say, by name.
func tables(t *testing.T, path string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m := section.FindSubmatch(text)
	if m == nil {
		t.Fatal("there are no flags in it")
	}
	documented := map[string]string{}
	for _, row := range tableRow.FindAllStringSubmatch(string(m[1]), -1) {
		command := strings.Trim(row[1], "`| ")
		if command != "" {
			command += " "
		}
		if row[2] == "`--version`, `-h`" {
			documented["help"] = ""
		}
		for _, name := range flagName.FindAllStringSubmatch(row[2], -1) {
			documented[command+name[1]+name[2]] = strings.ReplaceAll(row[3], "`", "")
		}
	}
	return documented
}
