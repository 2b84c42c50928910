package flags

import (
	"io"

	"github.com/alecthomas/kingpin/v2"
)

// Model is what kingpin knows of the flags.
func Model() *kingpin.ApplicationModel { return newParser().app.Model() }

// ParseOnly parses a command line and checks nothing beyond its flags.
func ParseOnly(args []string) error {
	p := newParser()
	p.app.UsageWriter(io.Discard).Terminate(func(int) {})
	_, err := p.app.Parse(p.withCommand(args))
	return err
}
