package flags

import (
	"fmt"

	"github.com/alecthomas/kingpin/v2"
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

// choice adds a flag that takes one of some words, regardless of case.
func choice(d definer, name, help, otherwise string, target *string, choices ...string) {
	parse := func(s string) (string, error) { return choose(s, choices) }
	typed(d, name, help, target, parse).Default(otherwise).HintOptions(choices...)
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

// list is a value that may be given several times.
type list struct{ value[[]string] }

// IsCumulative implements kingpin's interface of repeatable flags.
func (*list) IsCumulative() bool { return true }

// choices adds a repeatable flag that takes some words, regardless of case.
func choices(d definer, name, help string, target *[]string, words ...string) *kingpin.FlagClause {
	clause := d.Flag(name, help).HintOptions(words...)
	clause.SetValue(&list{value[[]string]{name: name, target: target, parse: func(s string) ([]string, error) {
		word, err := choose(s, words)
		return append(*target, word), err
	}}})
	return clause
}
