package flags

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kingpin/v2"

	"huggingface_exporter/internal/textfmt"
)

// The errors of kingpin that can be said better.
var (
	unknownLong  = regexp.MustCompile(`^unknown long flag '--(.*)'$`)
	unknownShort = regexp.MustCompile(`^unknown short flag '-(.*)'$`)
	unexpected   = regexp.MustCompile(`^unexpected (?s:(.*))$`)
	noValue      = regexp.MustCompile(`^expected argument for flag '(.*)'$`)
)

// explain says what was probably meant.
func (p *parser) explain(err error, args []string) error {
	text := err.Error()
	if m := unknownLong.FindStringSubmatch(text); m != nil {
		text = p.unknownFlag("--"+m[1], m[1])
	} else if m := unknownShort.FindStringSubmatch(text); m != nil {
		text = p.unknownFlag("-"+m[1], longName(m[1], args))
	} else if m := unexpected.FindStringSubmatch(text); m != nil {
		text = p.unexpectedArgument(m[1])
	} else if m := noValue.FindStringSubmatch(text); m != nil {
		text = m[1] + ": requires a value"
	}
	return fmt.Errorf("%s (see %s --help)", text, Program)
}

func (p *parser) unknownFlag(written, name string) string {
	names, commands := p.flagNames()
	_, hasNo := strings.CutPrefix(name, "no-")
	switch nearest := nearestFlag(strings.TrimPrefix(name, "no-"), names); {
	case commands[name] != nil:
		return fmt.Sprintf("%s is a flag of %s", written, strings.Join(commands[name], " and "))
	case strings.Contains(name, "token") && !strings.Contains(name, "file"):
		return fmt.Sprintf("unknown flag %s: the token is never a flag, because other users of the machine could see it; set HF_TOKEN, or name a file with --huggingface.token-file", written)
	case nearest == "":
		return "unknown flag " + written
	case hasNo:
		return fmt.Sprintf("unknown flag %s (did you mean --no-%s?)", written, nearest)
	default:
		return fmt.Sprintf("unknown flag %s (did you mean --%s?)", written, nearest)
	}
}

// flagNames are all names, and the commands of those that are of a command.
func (p *parser) flagNames() (names []string, commands map[string][]string) {
	model := p.app.Model()
	add := func(flags []*kingpin.FlagModel, command string) {
		for _, f := range flags {
			names = append(names, f.Name)
			if command != "" {
				commands[f.Name] = append(commands[f.Name], command)
			}
		}
	}
	commands = map[string][]string{}
	add(model.Flags, "")
	for _, c := range model.Commands {
		add(c.Flags, c.Name)
	}
	return names, commands
}

// nearestFlag also finds a flag by a part of its name, as in --interval.
func nearestFlag(word string, names []string) string {
	words, full := slices.Clone(names), map[string]string{}
	for _, name := range names {
		if i := strings.IndexByte(name, '.'); i > 0 && full[name[i+1:]] == "" {
			words = append(words, name[i+1:])
			full[name[i+1:]] = name
		}
	}
	if nearest := textfmt.Nearest(word, words); nearest != "" {
		if slices.Contains(names, nearest) {
			return nearest
		}
		return full[nearest]
	}
	if i := slices.IndexFunc(names, func(name string) bool { return strings.HasPrefix(name, word+".") }); i >= 0 {
		return names[i]
	}
	return ""
}

// longName is that of a flag that was written with one dash.
func longName(short string, args []string) string {
	for _, arg := range args {
		if strings.HasPrefix(arg, "-"+short) {
			name, _, _ := strings.Cut(arg[1:], "=")
			return name
		}
	}
	return short
}

func (p *parser) unexpectedArgument(word string) string {
	if strings.Contains(word, "hf_") {
		return "unexpected argument (not shown, because it looks like a token)"
	}
	commands := []string{Serve, Check, Members, Healthcheck}
	if nearest := textfmt.Nearest(word, commands); nearest != "" {
		return fmt.Sprintf("unknown command %q (did you mean %s?)", word, nearest)
	}
	return fmt.Sprintf("unexpected argument %q: the commands are %s", word, strings.Join(commands, ", "))
}

// choose returns the choice that a word means, regardless of case.
func choose(word string, choices []string) (string, error) {
	for _, c := range choices {
		if strings.EqualFold(word, c) {
			return c, nil
		}
	}
	return "", errors.New("must be one of " + strings.Join(choices, ", "))
}
