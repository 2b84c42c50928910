package config

import (
	"strconv"
	"time"

	"go.yaml.in/yaml/v3"
)

// duration is one longer than zero. It keeps its error for the checker, which
// knows the key.
type duration struct {
	time.Duration
	set bool
	err error
}

// UnmarshalYAML never fails: see err.
func (d *duration) UnmarshalYAML(n *yaml.Node) error {
	d.set = true
	d.Duration, d.err = ParsePositiveDuration(n.Value)
	return nil
}

// number is a whole number; 0 for anything else. The library would read 2.5 as
// 2.
type number struct {
	value int
	set   bool
}

// UnmarshalYAML never fails: the checker knows the limits.
func (i *number) UnmarshalYAML(n *yaml.Node) error {
	i.value, _ = strconv.Atoi(n.Value)
	i.set = true
	return nil
}
