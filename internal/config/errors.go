package config

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The texts of the YAML library repeat keys and the beginnings of values, and
// with them a misplaced token. So they are taken apart and rewritten.
var (
	atLine    = regexp.MustCompile(`^(?:yaml: )?line (\d+): (?s:(.*))$`)
	notFound  = regexp.MustCompile(`^field (?s:(.*)) not found in type (\S+)$`)
	twice     = regexp.MustCompile(`^mapping key (?s:.*) already defined at line (\d+)$`)
	wrongType = regexp.MustCompile(`^cannot unmarshal (?s:.*) into (\S+)$`)
	plainKey  = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	quoted    = regexp.MustCompile("(?s)'.*'|`.*`|\".*\"")
)

// expected is what the types of the file look like when written.
var expected = map[string]string{
	"string":               "text",
	"bool":                 "true or false",
	"config.file":          "keys with values, such as organizations",
	"config.organization":  "keys with values, such as name",
	"config.Authorization": "keys with values, such as credentials_file",
	"[]config.entry":       "a list of organizations, each beginning with - name",
	"[]string":             "a list",
}

// syntaxError is about a text that is not YAML.
func syntaxError(err error, text []byte) error {
	line, reason := splitLine(err.Error())
	if tab := firstTab(text); tab > 0 && (line == 0 || line >= tab) {
		return fmt.Errorf("%d: tab found: indent YAML with spaces", tab)
	}
	return located(line, "invalid YAML: "+quoted.ReplaceAllString(reason, "(not shown)"))
}

// firstTab is the number of the first line that is indented with a tab; 0 for
// none.
func firstTab(text []byte) int {
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if strings.Contains(indent, "\t") && strings.TrimSpace(line) != "" {
			return number
		}
	}
	return 0
}

// valueError is about YAML that does not fit the type t.
func valueError(err error, root *yaml.Node, t reflect.Type) error {
	typeError, ok := errors.AsType[*yaml.TypeError](err)
	if !ok {
		return fmt.Errorf(" %s", quoted.ReplaceAllString(err.Error(), "(not shown)"))
	}
	// The first is enough: the others often follow from it.
	line, reason := splitLine(typeError.Errors[0])
	if m := notFound.FindStringSubmatch(reason); m != nil {
		return located(line, unknownKey(m[1], siblings(root, t, line, m[1])))
	}
	if m := twice.FindStringSubmatch(reason); m != nil {
		return located(line, "duplicate key, first set in line "+m[1])
	}
	text := "invalid value"
	if m := wrongType.FindStringSubmatch(reason); m != nil && expected[m[1]] != "" {
		text = "expected " + expected[m[1]]
	}
	// What is wrong with all of the file is not about the key in its first line.
	if key := keyAt(root, line); root.Kind == yaml.MappingNode && plainKey.MatchString(key) {
		text = key + ": " + text
	}
	return located(line, text)
}

func splitLine(text string) (line int, rest string) {
	m := atLine.FindStringSubmatch(text)
	if m == nil {
		return 0, strings.TrimPrefix(text, "yaml: ")
	}
	line, _ = strconv.Atoi(m[1])
	return line, m[2]
}

func located(line int, text string) error {
	if line == 0 {
		return errors.New(" " + text)
	}
	return fmt.Errorf("%d: %s", line, text)
}
