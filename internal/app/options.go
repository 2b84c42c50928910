package app

import (
	"time"

	"github.com/prometheus/exporter-toolkit/web"
)

// The commands. The first is the default.
const (
	commandServe       = "serve"
	commandCheck       = "check"
	commandMembers     = "members"
	commandHealthcheck = "healthcheck"
)

// options are the command line, checked, and with the environment taken in.
type options struct {
	command string
	getenv  func(string) string
	given   given

	organizations  []string
	endpoint       string
	tokenFile      string
	pageSize       int
	requestTimeout time.Duration

	interval   time.Duration
	timeout    time.Duration // 0: the interval
	staleness  time.Duration // 0: for ever
	configFile string
	demo       bool

	resourceGroups, account, memberInfo, personalData bool

	web             *web.FlagConfig
	telemetryPath   string
	enableLifecycle bool

	logLevel, logFormat string

	checkFormat    string
	roster         rosterOptions
	healthcheckURL string
}

// rosterOptions are those of the command members.
type rosterOptions struct {
	organization                            string
	format                                  string
	roles, resourceGroups                   []string
	without2FA, external, pro, withoutEmail bool
}

// given tells the flags that were on the command line from those that have
// their default.
type given struct {
	endpoint, interval bool
}
