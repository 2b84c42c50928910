package app

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"slices"

	"github.com/go-kit/log/level"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/app/flags"
	"huggingface_exporter/internal/config"
)

// source is where the organizations and their tokens come from: the flags, the
// configuration file, or the demo.
type source struct {
	flags.Source
	// token is for organizations without one of their own; tokenFlag is the
	// flag that names it, "" for none.
	token     huggingface.TokenSource
	tokenFlag string
	// tokenFiles reads the token files, also where a reload names them again.
	tokenFiles huggingface.TokenFiles
	getenv     func(string) string
	// demoDirectory is the directory file of the demo; "" for none.
	demoDirectory string
	close         func()
}

func newSource(o flags.Source, getenv func(string) string) *source {
	s := &source{Source: o, token: huggingface.DefaultTokens(getenv), getenv: getenv, close: func() {}}
	switch {
	case o.Demo:
		return newDemo(o)
	case o.TokenFile != "":
		s.token, s.tokenFlag = s.tokenFiles.Source(o.TokenFile), "--huggingface.token-file: "
	}
	return s
}

// load returns the organizations. It asks the common source of tokens once,
// where one of them needs it or a flag names it: a mistake in it must show now
// and not in the first scrape.
func (s *source) load() ([]config.Organization, error) {
	organizations, err := config.Named(s.Organizations, s.Defaults)
	if s.ConfigFile != "" {
		organizations, err = config.Load(s.ConfigFile, s.Defaults, &s.tokenFiles)
	}
	if err != nil {
		return nil, fmt.Errorf("--config.file: %w", err)
	}
	if s.Demo {
		demoContracts(organizations, s.demoDirectory)
	}
	if s.ConfigFile != "" && slices.ContainsFunc(organizations, func(o config.Organization) bool { return o.HTTP.ProxyFromEnvironment }) {
		if err := config.CheckProxyEnvironment(s.getenv); err != nil {
			return nil, fmt.Errorf("%w (used by --config.file with proxy_from_environment)", err)
		}
	}
	needed := slices.ContainsFunc(organizations, func(o config.Organization) bool { return o.TokenSource == nil })
	if needed || s.tokenFlag != "" {
		if _, err := s.token.Token(context.Background()); err != nil {
			return nil, fmt.Errorf("%s%w", s.tokenFlag, err)
		}
	}
	return organizations, nil
}

// tokenSource is that of one organization.
func (s *source) tokenSource(o config.Organization) huggingface.TokenSource {
	if o.TokenSource != nil {
		return o.TokenSource
	}
	return s.token
}

// warn logs what works and is unwise.
func (s *source) warn(organizations []config.Organization, l logger) {
	var anonymous []string
	for _, o := range organizations {
		if token, err := s.tokenSource(o).Token(context.Background()); err == nil && token.IsZero() {
			anonymous = append(anonymous, o.Name)
		}
	}
	if len(anonymous) > 0 {
		level.Warn(l.Logger).Log("msg", "No token: the Hub shows only public members, without most fields. Set HF_TOKEN or --huggingface.token-file", "organizations", list(anonymous))
	}
	if u, err := url.Parse(s.Endpoint); err == nil && u.Scheme == "http" && !isLoopback(u.Hostname()) && len(anonymous) < len(organizations) {
		level.Warn(l.Logger).Log("msg", "The endpoint is not https: the token is sent in clear text", "endpoint", s.Endpoint)
	}
}

func isLoopback(host string) bool {
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}
