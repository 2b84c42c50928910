// Command huggingface_exporter publishes who holds which seat of Hugging Face
// organizations as Prometheus metrics.
package main

import (
	"cmp"
	"context"
	_ "embed" // for the version
	"io"
	"log"
	"os"
	"strings"

	"github.com/prometheus/common/version"

	"huggingface_exporter/internal/app"
)

// release is the version of builds that set none, as go run and go install do.
//
//go:embed VERSION
var release string

func main() {
	// net/http logs there what a server sends unasked, and that may be the
	// token. What matters comes back as an error.
	log.SetOutput(io.Discard)
	version.Version = cmp.Or(version.Version, strings.TrimSpace(release))
	os.Exit(app.Run(context.Background(), os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}
