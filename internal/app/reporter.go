package app

import (
	"fmt"
	"io"

	"github.com/go-kit/log/level"

	"huggingface_exporter/internal/app/flags"
)

// reporter writes for people what a command has to say beside its output, or
// log lines with --log.format=json.
type reporter struct {
	io.Writer
	json bool
}

func newReporter(w io.Writer, format string) reporter { return reporter{w, format == "json"} }

func (r reporter) warn(text string) {
	if r.json {
		level.Warn(newLogger(r.Writer, "warn", "json").Logger).Log("msg", text)
		return
	}
	fmt.Fprintf(r.Writer, "%s: warning: %s\n", flags.Program, text)
}

func (r reporter) error(text string) {
	if r.json {
		level.Error(newLogger(r.Writer, "error", "json").Logger).Log("msg", text)
		return
	}
	fmt.Fprintf(r.Writer, "%s: error: %s\n", flags.Program, text)
}
