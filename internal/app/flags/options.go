// Package flags reads the command line and the environment. What it returns
// is checked and is plain data.
package flags

import (
	"time"

	"github.com/prometheus/exporter-toolkit/web"

	"huggingface_exporter/collector"
	"huggingface_exporter/internal/config"
	"huggingface_exporter/internal/roster"
)

// Program is the name of the program.
const Program = "huggingface_exporter"

// The commands. Serve is the default.
const (
	Serve       = "serve"
	Check       = "check"
	Members     = "members"
	Healthcheck = "healthcheck"
)

// Options are the command line and the environment.
type Options struct {
	Command     string
	Source      Source
	Collector   collector.Options // without a logger
	Web         Web
	LogLevel    string
	LogFormat   string
	Check       CheckOptions
	Members     MembersOptions
	Healthcheck HealthcheckOptions
}

// Source says which organizations of which Hub are read.
type Source struct {
	Demo           bool
	Endpoint       string
	TokenFile      string // "": see huggingface.DefaultTokens
	RequestTimeout time.Duration
	// Organizations are empty with ConfigFile and with Demo.
	Organizations []string
	ConfigFile    string
	Defaults      config.Defaults
}

// Web are the settings of the exporter's own pages.
type Web struct {
	Toolkit         *web.FlagConfig
	TelemetryPath   string
	EnableLifecycle bool
}

// CheckOptions are those of the command check.
type CheckOptions struct {
	Organizations []string // none: all
	Format        string   // text or json
	Strict        bool     // warnings are failures
}

// HealthcheckOptions are those of the command healthcheck.
type HealthcheckOptions struct {
	URL   string // "": derived from Web
	Ready bool   // ask whether it is ready, not only alive
}

// MembersOptions are those of the command members.
type MembersOptions struct {
	Organizations []string // none: all
	Format        string
	Filter        roster.Filter
	Diff          string // a saved roster to compare with; "": none
	Summary       bool
}
