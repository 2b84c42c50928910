package config

import (
	"errors"
	"time"

	"github.com/prometheus/common/model"
	"go.yaml.in/yaml/v3"
)

// duration is a span of time as Prometheus writes it, such as 90s or 1h30m. It
// keeps its error for the one who knows the key.
type duration struct {
	time.Duration
	set bool
	err error
}

// UnmarshalYAML never fails: see err.
func (d *duration) UnmarshalYAML(n *yaml.Node) error {
	d.set = true
	d.Duration, d.err = ParseDuration(n.Value)
	if d.err == nil && d.Duration == 0 {
		d.err = errors.New("it must be longer than zero, such as 5m")
	}
	return nil
}

// ParseDuration reads a span of time as Prometheus writes it.
func ParseDuration(s string) (time.Duration, error) {
	d, err := model.ParseDuration(s)
	if err != nil {
		return 0, errors.New("it is no duration such as 30s, 5m or 1h30m")
	}
	return time.Duration(d), nil
}
