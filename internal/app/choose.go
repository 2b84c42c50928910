package app

import (
	"fmt"
	"slices"
	"strings"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
)

// choose loads the organizations that are named after a command; all for none.
func (s *source) choose(names []string) ([]config.Organization, error) {
	configured, err := s.load()
	if err != nil || len(names) == 0 {
		return configured, err
	}
	var all []string
	for _, o := range configured {
		all = append(all, o.Name)
	}
	var chosen []config.Organization
	for i, name := range names {
		at := slices.IndexFunc(configured, func(o config.Organization) bool { return strings.EqualFold(o.Name, name) })
		if err := huggingface.CheckOrganization(name); err != nil {
			return nil, usageError{err}
		}
		switch {
		case at < 0:
			return nil, usageError{fmt.Errorf("%q is not one of the configured organizations: %s", name, strings.Join(all, ", "))}
		case slices.ContainsFunc(names[:i], func(before string) bool { return strings.EqualFold(before, name) }):
			return nil, usageError{fmt.Errorf("%s is named twice", name)}
		}
		chosen = append(chosen, configured[at])
	}
	return chosen, nil
}
