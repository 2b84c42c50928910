package roster

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/textfmt"
)

// groupNames are the names of the resource groups seen so far, by ID.
type groupNames map[string]string

func (n groupNames) add(m *huggingface.Member) {
	groups, _ := m.ResourceGroups.Get()
	for _, g := range groups {
		if _, known := n[g.ID]; !known {
			n[g.ID] = g.Name
		}
	}
}

// check reports a group that a filter asks for and that does not exist: a
// mistyped name must not look like an empty group.
func (n groupNames) check(asked []string) error {
	names := slices.Compact(slices.Sorted(maps.Values(n)))
	for _, group := range asked {
		if _, known := n[group]; known || slices.Contains(names, group) {
			continue
		}
		if len(names) == 0 {
			return fmt.Errorf("--resource-group=%s: no resource group has members that this token sees", group)
		}
		text := "--resource-group=" + group + ": no such resource group"
		if nearest := textfmt.Nearest(group, names); nearest != "" {
			text += fmt.Sprintf(" (did you mean %s?)", nearest)
		}
		const most = 50
		rest := ""
		if len(names) > most {
			rest = fmt.Sprintf(" and %d more", len(names)-most)
			names = names[:most]
		}
		return fmt.Errorf("%s; those with members are %s%s", text, textfmt.Safe(strings.Join(names, ", ")), rest)
	}
	return nil
}
