package app

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/go-kit/log/level"

	"huggingface_exporter/internal/app/flags"
)

// Exit statuses.
const (
	exitFailed = 1
	exitUsage  = 2
)

// exitTimeout is what a command gets to end in after a signal. Service managers
// wait for five seconds and more.
const exitTimeout = 4700 * time.Millisecond

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

	err := endInTime(ctx, func() error {
		opts, err := flags.Parse(args, getenv, stdout, stderr)
		switch {
		case err != nil:
			return usageError{err}
		case opts == nil:
			return nil
		}
		return execute(ctx, opts, getenv, stdout, stderr)
	})
	if err == nil {
		return 0
	}
	report(stderr, flags.LogsJSON(args), err)
	if _, ok := errors.AsType[usageError](err); ok {
		return exitUsage
	}
	return exitFailed
}

// endInTime returns soon after the context ends, also when run does not.
func endInTime(ctx context.Context, run func() error) error {
	ended := make(chan error, 1)
	go func() { ended <- run() }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-ended:
		return err
	case <-time.After(exitTimeout):
		return errors.New("ended without cleaning up: a file or a connection did not answer in time")
	}
}

// report writes the last line of a run that failed.
func report(stderr io.Writer, asJSON bool, err error) {
	switch {
	case errors.Is(err, errReported):
	case asJSON:
		level.Error(newLogger(stderr, "error", "json").Logger).Log("msg", "Exiting", "err", err)
	default:
		reporter{Writer: stderr}.error(err.Error())
	}
}

func execute(ctx context.Context, o *flags.Options, getenv func(string) string, stdout, stderr io.Writer) error {
	if o.Command == flags.Healthcheck {
		return healthcheck(ctx, o, getenv)
	}
	webFile, err := loadWebFile(*o.Web.Toolkit.WebConfigFile)
	if err != nil {
		return err
	}
	s := newSource(o.Source, getenv)
	defer s.close()
	switch o.Command {
	case flags.Check:
		colors := isTerminal(stdout) && getenv("NO_COLOR") == ""
		return runCheck(ctx, s, o.Check, stdout, newReporter(stderr, o.LogFormat), colors)
	case flags.Members:
		return printMembers(ctx, s, o.Members, stdout, newReporter(stderr, o.LogFormat))
	default:
		return serve(ctx, s, o.Collector, o.Web, webFile, newLogger(stderr, o.LogLevel, o.LogFormat), stdout)
	}
}
