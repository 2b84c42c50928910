package config

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The texts of the YAML library repeat keys and the beginnings of values. A
// token that slipped out of its place would be among them, so its texts are
// taken apart and told anew.
var (
	atLine     = regexp.MustCompile(`^(?:yaml: )?line (\d+): (?s:(.*))$`)
	unknownKey = regexp.MustCompile(`^field (?s:(.*)) not found in type (\S+)$`)
	twice      = regexp.MustCompile(`^mapping key (?s:.*) already defined at line (\d+)$`)
	wrongType  = regexp.MustCompile(`^cannot unmarshal (?s:.*) into (\S+)$`)
	plainKey   = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	quoted     = regexp.MustCompile("(?s)'.*'|`.*`|\".*\"")
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

// syntaxError is about a text that is no YAML.
func syntaxError(err error, text []byte) error {
	line, reason := splitLine(err.Error())
	if tab := firstTab(text); tab > 0 && (line == 0 || line >= tab) {
		return fmt.Errorf("%d: there is a tab: YAML is indented with spaces", tab)
	}
	return located(line, "it is not YAML: "+quoted.ReplaceAllString(reason, "(not shown)"))
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

// valueError is about a YAML text that does not have the form of the file.
func valueError(err error, root *yaml.Node) error {
	typeError, ok := errors.AsType[*yaml.TypeError](err)
	if !ok {
		return fmt.Errorf(" %s", quoted.ReplaceAllString(err.Error(), "(not shown)"))
	}
	// The first is enough: the others often follow from it.
	line, reason := splitLine(typeError.Errors[0])
	if m := unknownKey.FindStringSubmatch(reason); m != nil {
		return located(line, unknown(m[1], m[2]))
	}
	if m := twice.FindStringSubmatch(reason); m != nil {
		return located(line, "the key is there already, in line "+m[1])
	}
	reason = "the value does not fit"
	if m := wrongType.FindStringSubmatch(typeError.Errors[0][strings.Index(typeError.Errors[0], ": ")+2:]); m != nil {
		if want, ok := expected[m[1]]; ok {
			reason = "expected " + want
		}
	}
	// What is wrong with all of the file is not about the key in its first line.
	if key := keyAt(root, line); plainKey.MatchString(key) && reason != "expected "+expected["config.file"] {
		reason = key + ": " + reason
	}
	return located(line, reason)
}

func unknown(key, in string) string {
	if !plainKey.MatchString(key) || strings.HasPrefix(key, "hf_") {
		key = "(not shown)"
	}
	text := "unknown key " + key
	switch in {
	case "config.file":
		text += ": at the top are scrape_interval, scrape_timeout and organizations"
	case "config.organization":
		text += ": see docs/configuration.md for those of an organization and of its HTTP settings"
	}
	return text
}

// checkURLs is ahead of the library, whose error would show a password in the
// address of a proxy.
func checkURLs(n *yaml.Node) error {
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			if key.Value != "proxy_url" {
				continue
			}
			if u, err := url.Parse(value.Value); err != nil || u.Host == "" {
				return located(key.Line, "proxy_url: it is no address such as http://proxy:3128")
			}
		}
	}
	for _, child := range n.Content {
		if err := checkURLs(child); err != nil {
			return err
		}
	}
	return nil
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
