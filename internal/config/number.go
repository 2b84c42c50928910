package config

import (
	"strconv"

	"go.yaml.in/yaml/v3"
)

// number is a whole number; 0 for what is none. The library would take 2.5
// for 2.
type number struct {
	value int
	set   bool
}

// UnmarshalYAML never fails: whoever knows the key knows the limits.
func (i *number) UnmarshalYAML(n *yaml.Node) error {
	i.value, _ = strconv.Atoi(n.Value)
	i.set = true
	return nil
}
