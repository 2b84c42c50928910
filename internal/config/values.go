package config

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"huggingface_exporter/huggingface"
)

// scalar is a value whose error is reported where its key is known.
type scalar[T any] struct {
	value T
	set   bool
	err   error
}

func (v *scalar[T]) parse(n *yaml.Node, parse func(string) (T, error)) error {
	v.set = true
	v.value, v.err = parse(n.Value)
	return nil
}

// or is the value, or another where none is set.
func (v *scalar[T]) or(otherwise T) T {
	if v.set {
		return v.value
	}
	return otherwise
}

type (
	duration struct{ scalar[time.Duration] }
	seats    struct{ scalar[int] }
	price    struct{ scalar[float64] }
	currency struct{ scalar[string] }
	pageSize struct{ scalar[int] }
)

func (d *duration) UnmarshalYAML(n *yaml.Node) error { return d.parse(n, ParsePositiveDuration) }
func (s *seats) UnmarshalYAML(n *yaml.Node) error    { return s.parse(n, parseSeats) }
func (p *price) UnmarshalYAML(n *yaml.Node) error    { return p.parse(n, parsePrice) }
func (c *currency) UnmarshalYAML(n *yaml.Node) error { return c.parse(n, parseCurrency) }
func (p *pageSize) UnmarshalYAML(n *yaml.Node) error { return p.parse(n, ParsePageSize) }

func parseSeats(s string) (int, error) {
	n, err := strconv.Atoi(s) // the library would read 2.5 as 2
	if err != nil || n < 1 {
		return 0, errors.New("must be the number of seats in the contract, a whole number of at least 1; remove the key if there is no limit")
	}
	return n, nil
}

func parsePrice(s string) (float64, error) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f > 0) || math.IsInf(f, 0) {
		return 0, errors.New("must be the price per seat and month, a number above 0 such as 20 or 19.90, without a currency")
	}
	return f, nil
}

func parseCurrency(s string) (string, error) {
	if len(s) != 3 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return "", errors.New("must be a currency code of three capital letters (ISO 4217), such as USD or EUR")
	}
	return s, nil
}

// AutoPageSize lets the size of pages follow the number of members.
const AutoPageSize = 0

// ParsePageSize reads a number of members per request, or auto.
func ParsePageSize(s string) (int, error) {
	if s == "auto" {
		return AutoPageSize, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < huggingface.MinPageSize || n > huggingface.MaxPageSize {
		return 0, fmt.Errorf("must be auto or a whole number from %d to %d", huggingface.MinPageSize, huggingface.MaxPageSize)
	}
	return n, nil
}
