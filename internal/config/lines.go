package config

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// lineOf returns the line of a key such as "organizations[1].seat_limit", or
// of the deepest part of it that the file has.
func lineOf(n *yaml.Node, key string) int {
	line := n.Line
	for part := range strings.SplitSeq(strings.ReplaceAll(key, "[", ".["), ".") {
		if n.Kind == yaml.AliasNode {
			n = n.Alias
		}
		at, next := child(n, part)
		if next == nil {
			return line
		}
		line, n = at, next
	}
	return line
}

// child returns the value of a key, or of an index such as "[1]", and the line
// where it begins.
func child(n *yaml.Node, part string) (int, *yaml.Node) {
	if index, err := strconv.Atoi(strings.Trim(part, "[]")); err == nil {
		if n.Kind == yaml.SequenceNode && index < len(n.Content) {
			return n.Content[index].Line, n.Content[index]
		}
		return 0, nil
	}
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == part {
				return n.Content[i].Line, n.Content[i+1]
			}
		}
	}
	return 0, nil
}

// keyAt returns the only key whose value begins in a line; "" where there are
// none or several.
func keyAt(n *yaml.Node, line int) string {
	var keys []string
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		for i, child := range n.Content {
			if n.Kind == yaml.MappingNode && i%2 == 1 && child.Line == line {
				keys = append(keys, n.Content[i-1].Value)
			}
			walk(child)
		}
	}
	walk(n)
	if len(keys) != 1 {
		return ""
	}
	return keys[0]
}
