// Command huggingface_exporter publishes who holds which seat of Hugging Face
// organizations as Prometheus metrics.
package main

import (
	"cmp"
	"context"
	_ "embed" // for the version
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/prometheus/common/version"
)

const program = "huggingface_exporter"

// release is the version of builds that set none, as go run and go install do.
//
//go:embed VERSION
var release string

func main() {
	// net/http writes there what a server sends unasked, and that may be the
	// token. What matters comes back as an error.
	log.SetOutput(io.Discard)
	version.Version = cmp.Or(version.Version, strings.TrimSpace(release))
	os.Exit(run(context.Background(), os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// errNotWell ends a command that has already said what is wrong.
var errNotWell = errors.New("not all is well")

// run is the program. It returns the status to exit with.
func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
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
		return check(ctx, o, s, stdout)
	case commandMembers:
		return members(ctx, o, s, stdout, stderr)
	default:
		return serve(ctx, o, s, logger, stdout)
	}
}
