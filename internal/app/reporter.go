package app

import (
	"fmt"
	"io"

	"github.com/go-kit/log"
	"github.com/go-kit/log/level"

	"huggingface_exporter/internal/app/flags"
)

// clearLine empties the line of a terminal.
const clearLine = "\r\x1b[K"

// reporter writes for people what a command has to say beside its output, or
// log lines with --log.format=json.
type reporter struct {
	io.Writer
	json bool
}

func newReporter(w io.Writer, format string) reporter { return reporter{w, format == "json"} }

func (r reporter) warn(text string)  { r.say(level.Warn, "warning", text) }
func (r reporter) error(text string) { r.say(level.Error, "error", text) }

func (r reporter) say(at func(log.Logger) log.Logger, severity, text string) {
	if r.json {
		at(r.logger()).Log("msg", text)
		return
	}
	fmt.Fprintf(r.Writer, "%s: %s: %s\n", flags.Program, severity, text)
}

// inform writes a line, which replaces itself on a terminal.
func (r reporter) inform(text string, onTerminal bool) {
	switch {
	case r.json:
		level.Info(r.logger()).Log("msg", text)
	case onTerminal:
		fmt.Fprint(r.Writer, clearLine+text)
	default:
		fmt.Fprintln(r.Writer, text)
	}
}

func (r reporter) logger() log.Logger { return newLogger(r.Writer, "info", "json").Logger }
