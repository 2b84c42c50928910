package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

const program = "huggingface_exporter"

// errNotWell ends a command that has already said what is wrong.
var errNotWell = errors.New("not all is well")

// Run is the program. It returns the status to exit with.
func Run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends the process at once.
	context.AfterFunc(ctx, stop)

	opts, status, err := parseFlags(args, getenv, stdout, stderr)
	if err == nil && opts != nil {
		err = opts.execute(ctx, stdout, stderr)
	}
	switch {
	case errors.Is(err, errNotWell):
		return 1
	case err != nil:
		fmt.Fprintf(stderr, "%s: error: %s\n", program, err)
		return 1
	}
	return status
}

// execute runs the command that was chosen.
func (o *options) execute(ctx context.Context, stdout, stderr io.Writer) error {
	if o.command == commandHealthcheck {
		return healthcheck(ctx, o.healthcheckURL)
	}
	logger := newLogger(stderr, o.logLevel, o.logFormat)
	s := newSetup(o)
	defer s.close()
	switch o.command {
	case commandCheck:
		return runCheck(ctx, o, s, stdout)
	case commandMembers:
		return members(ctx, o, s, stdout, stderr)
	default:
		return serve(ctx, o, s, logger, stdout)
	}
}
