package config

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// find returns the value of a key such as "organizations[1].seat_limit", nil if
// the file does not have it, and the line of the deepest part of the key that
// the file has.
func find(n *yaml.Node, key string) (line int, found *yaml.Node) {
	line = n.Line
	for part := range strings.SplitSeq(strings.ReplaceAll(key, "[", ".["), ".") {
		at, next := child(n, part)
		if next == nil {
			return line, nil
		}
		line, n = at, next
	}
	return line, n
}

// child returns the value of a key, or of an index such as "[1]", and the line
// where it begins.
func child(n *yaml.Node, part string) (int, *yaml.Node) {
	n = resolve(n)
	if index, err := strconv.Atoi(strings.Trim(part, "[]")); err == nil {
		if n.Kind == yaml.SequenceNode && index < len(n.Content) {
			return n.Content[index].Line, n.Content[index]
		}
		return 0, nil
	}
	if n.Kind != yaml.MappingNode {
		return 0, nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == part {
			return n.Content[i].Line, n.Content[i+1]
		}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Tag == "!!merge" {
			if line, found := child(n.Content[i+1], part); found != nil {
				return line, found
			}
		}
	}
	return 0, nil
}

// resolve follows an alias to what it stands for.
func resolve(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
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
