package flags

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
	"huggingface_exporter/internal/roster"
)

const demoInterval = 15 * time.Second

// complete adds the environment and checks what the flags mean together.
func (p *parser) complete(getenv func(string) string) error {
	if err := p.completeSource(getenv); err != nil {
		return err
	}
	if err := p.Members.check(); err != nil {
		return err
	}
	p.Collector.Staleness = p.Source.Defaults.Staleness
	if p.Collector.PersonalData && !p.Collector.MemberInfo {
		return errors.New("--collector.member-info.personal-data requires --collector.member-info")
	}
	if t := p.Web.TelemetryPath; !strings.HasPrefix(t, "/") || t == "/" || t != path.Clean(t) || strings.HasPrefix(t, "/-/") || strings.ContainsAny(t, " {}?#%") {
		return fmt.Errorf("--web.telemetry-path=%s: must be a path such as /metrics, and not / or one below /-/", t)
	}
	return nil
}

// completeSource decides which organizations of which Hub are read. Not even
// the environment changes those of the demo.
func (p *parser) completeSource(getenv func(string) string) error {
	if p.Source.Demo {
		return p.completeDemo()
	}
	s, from := &p.Source, "--huggingface.endpoint"
	if endpoint := getenv("HF_ENDPOINT"); endpoint != "" && !p.endpointSet {
		s.Endpoint, from = endpoint, "HF_ENDPOINT"
	}
	if _, err := huggingface.ParseEndpoint(s.Endpoint); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	from = p.completeOrganizations(getenv)
	switch {
	case s.ConfigFile != "" && len(s.Organizations) > 0:
		return fmt.Errorf("organizations are given both by --config.file and by %s: remove one of the two", from)
	case s.ConfigFile != "":
		return nil // its own intervals are checked together with the flags
	case len(s.Organizations) == 0:
		return errors.New("no organization: name one with --huggingface.organization=NAME or HF_ORGANIZATION, several with --config.file=FILE, or try --demo")
	}
	if _, err := config.Named(s.Organizations, s.Defaults); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	if err := config.CheckProxyEnvironment(getenv); err != nil {
		return err
	}
	return s.Defaults.Check()
}

// completeOrganizations returns where the names of the organizations stand.
func (p *parser) completeOrganizations(getenv func(string) string) string {
	s := &p.Source
	if len(s.Organizations) > 0 {
		return "--huggingface.organization"
	}
	if s.Organizations = splitNames(getenv("HF_ORGANIZATION")); len(s.Organizations) > 0 {
		return "HF_ORGANIZATION"
	}
	// The arguments of check and members are enough.
	if s.ConfigFile == "" {
		s.Organizations = slices.Concat(p.Check.Organizations, p.Members.Organizations)
	}
	return "the arguments of " + p.Command
}

// completeDemo keeps the demo apart from the user's own Hub, organizations and
// token.
func (p *parser) completeDemo() error {
	s := &p.Source
	for _, conflict := range []struct {
		set  bool
		flag string
	}{
		{len(s.Organizations) > 0, "--huggingface.organization"},
		{p.endpointSet, "--huggingface.endpoint"},
		{s.TokenFile != "", "--huggingface.token-file"},
		{s.ConfigFile != "", "--config.file"},
	} {
		if conflict.set {
			return fmt.Errorf("--demo has its own Hub, organizations and token: remove %s", conflict.flag)
		}
	}
	if !p.intervalSet {
		s.Defaults.Interval = demoInterval
	}
	return s.Defaults.Check()
}

// splitNames splits at commas; a trailing comma is harmless.
func splitNames(list string) []string {
	var names []string
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// check refuses what members cannot do at the same time.
func (m *MembersOptions) check() error {
	switch filtered := !m.Filter.IsZero(); {
	case m.Summary && m.Diff != "":
		return errors.New("--summary and --diff print different things: remove one of the two")
	case m.Summary && filtered:
		return errors.New("--summary counts all members: remove the flags that choose some of them")
	case m.Diff != "" && filtered:
		return errors.New("--diff compares all members: remove the flags that choose some of them")
	case m.Format == roster.HTML && !m.Summary:
		return errors.New("--format=html requires --summary")
	}
	return nil
}
