package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/prometheus/exporter-toolkit/web"

	"huggingface_exporter/internal/app/flags"
)

// Exit statuses.
const (
	exitFailed = 1
	exitUsage  = 2
)

// errReported ends a command that has already printed what is wrong.
var errReported = errors.New("already reported")

// usageError is a mistake on the command line that shows only at work.
type usageError struct{ error }

// Run is the program. It returns the exit status.
func Run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends the process at once.
	context.AfterFunc(ctx, stop)

	opts, err := flags.Parse(args, getenv, stdout, stderr)
	switch {
	case err != nil:
		err = usageError{err}
	case opts != nil:
		err = execute(ctx, opts, getenv, stdout, stderr)
	}
	if err == nil {
		return 0
	}
	if !errors.Is(err, errReported) {
		fmt.Fprintf(stderr, "%s: error: %s\n", flags.Program, err)
	}
	if _, ok := errors.AsType[usageError](err); ok {
		return exitUsage
	}
	return exitFailed
}

func execute(ctx context.Context, o *flags.Options, getenv func(string) string, stdout, stderr io.Writer) error {
	if o.Command == flags.Healthcheck {
		return healthcheck(ctx, o.Healthcheck)
	}
	if err := web.Validate(*o.Web.Toolkit.WebConfigFile); err != nil {
		return fmt.Errorf("--web.config.file: %w", err)
	}
	s := newSource(o.Source, getenv)
	defer s.close()
	switch o.Command {
	case flags.Check:
		colors := isTerminal(stdout) && getenv("NO_COLOR") == ""
		return runCheck(ctx, s, o.Check, stdout, colors)
	case flags.Members:
		return printMembers(ctx, s, o.Members, stdout, stderr)
	default:
		return serve(ctx, s, o.Collector, o.Web, newLogger(stderr, o.LogLevel, o.LogFormat), stdout)
	}
}
