package flags

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kingpin/v2"

	"huggingface_exporter/huggingface"
)

// definer is an application or one of its commands.
type definer interface {
	Flag(name, help string) *kingpin.FlagClause
}

// typed adds a flag whose errors name it, which kingpin's own do not.
func typed[T any](d definer, name, help string, target *T, parse func(string) (T, error)) *kingpin.FlagClause {
	clause := d.Flag(name, help)
	clause.SetValue(&value[T]{name: name, target: target, parse: parse})
	return clause
}

// choice adds a flag that takes one of some words.
func choice(d definer, name, help, otherwise string, target *string, choices ...string) {
	typed(d, name, help, target, func(s string) (string, error) {
		if !slices.Contains(choices, s) {
			return "", errors.New("must be one of " + strings.Join(choices, ", "))
		}
		return s, nil
	}).Default(otherwise)
}

type value[T any] struct {
	name   string
	target *T
	parse  func(string) (T, error)
}

// Set implements kingpin.Value.
func (v *value[T]) Set(text string) error {
	parsed, err := v.parse(text)
	if err != nil {
		return fmt.Errorf("--%s=%s: %w", v.name, text, err)
	}
	*v.target = parsed
	return nil
}

// String implements kingpin.Value.
func (v *value[T]) String() string { return fmt.Sprint(*v.target) }

func parsePageSize(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < huggingface.MinPageSize || n > huggingface.MaxPageSize {
		return 0, fmt.Errorf("must be a whole number from %d to %d", huggingface.MinPageSize, huggingface.MaxPageSize)
	}
	return n, nil
}
