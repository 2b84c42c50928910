package app

import (
	"fmt"
	"net"
	"net/url"
	"slices"

	"github.com/go-kit/log/level"
	commonconfig "github.com/prometheus/common/config"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
)

// setup is the Hub that is asked, and about which organizations: those of the
// flags, of the configuration file, or of the demo.
type setup struct {
	endpoint string
	// token is for organizations without one of their own; tokenFrom is its
	// flag, "" where it has none.
	token     huggingface.TokenSource
	tokenFrom string
	// load is asked again at every reload.
	load  func() ([]config.Organization, error)
	close func()
}

func newSetup(o *options) *setup {
	if o.demo {
		return newDemo(o)
	}
	s := &setup{endpoint: o.endpoint, token: huggingface.DefaultTokens(o.getenv), load: o.fromFlags, close: func() {}}
	if o.tokenFile != "" {
		s.token, s.tokenFrom = huggingface.TokenFile(o.tokenFile), "--huggingface.token-file: "
	}
	if o.configFile != "" {
		s.load = o.fromFile
	}
	return s
}

// organizations loads the organizations and asks the common source of tokens
// once, where one of them needs it or a flag names it: a mistake in it shall
// show at once, not in the first scrape.
func (s *setup) organizations() ([]config.Organization, error) {
	organizations, err := s.load()
	if err != nil {
		return nil, err
	}
	needed := slices.ContainsFunc(organizations, func(o config.Organization) bool { return o.TokenSource() == nil })
	if needed || s.tokenFrom != "" {
		if _, err := s.token.Token(); err != nil {
			return nil, fmt.Errorf("%s%w", s.tokenFrom, err)
		}
	}
	return organizations, nil
}

// tokenSource is that of one organization.
func (s *setup) tokenSource(o config.Organization) huggingface.TokenSource {
	if own := o.TokenSource(); own != nil {
		return own
	}
	return s.token
}

func (o *options) fromFile() ([]config.Organization, error) {
	organizations, err := config.Load(o.configFile, config.Defaults{Interval: o.interval, Timeout: o.timeout, Staleness: o.staleness})
	if err != nil {
		return nil, fmt.Errorf("--config.file: %w", err)
	}
	return organizations, nil
}

func (o *options) fromFlags() ([]config.Organization, error) {
	return o.named(o.organizations), nil
}

// named gives organizations the settings of the flags. HTTPS_PROXY and
// NO_PROXY count for them, as everywhere.
func (o *options) named(names []string) []config.Organization {
	http := commonconfig.DefaultHTTPClientConfig
	http.ProxyFromEnvironment = true
	var organizations []config.Organization
	for _, name := range names {
		timeout := o.timeout
		if timeout == 0 {
			timeout = o.interval
		}
		organizations = append(organizations, config.Organization{Name: name, Interval: o.interval, Timeout: timeout, HTTP: http})
	}
	return organizations
}

// warn tells what works and is unwise.
func (s *setup) warn(organizations []config.Organization, logger logger) {
	var anonymous, withToken []string
	for _, o := range organizations {
		if token, err := s.tokenSource(o).Token(); err == nil && token.IsZero() {
			anonymous = append(anonymous, o.Name)
		} else {
			withToken = append(withToken, o.Name)
		}
	}
	if len(anonymous) > 0 {
		level.Warn(logger.Logger).Log("msg", "There is no token, so the Hub shows only public members and leaves out most fields. Give one in HF_TOKEN or --huggingface.token-file", "organizations", fmt.Sprint(anonymous))
	}
	if u, err := url.Parse(s.endpoint); err == nil && u.Scheme == "http" && !isLoopback(u.Hostname()) && len(withToken) > 0 {
		level.Warn(logger.Logger).Log("msg", "The endpoint is not https, so the token crosses the network in clear text", "endpoint", s.endpoint)
	}
}

func isLoopback(host string) bool {
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}
