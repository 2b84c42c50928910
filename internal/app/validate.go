package app

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/exporter-toolkit/web"

	"huggingface_exporter/huggingface"
)

const demoInterval = 15 * time.Second

// completeDemo keeps the demo apart from the user's own Hub, organizations and
// token.
func (o *options) completeDemo() error {
	if !o.demo {
		return nil
	}
	for _, conflict := range []struct {
		given bool
		flag  string
	}{
		{len(o.organizations) > 0, "--huggingface.organization"},
		{o.given.endpoint, "--huggingface.endpoint"},
		{o.tokenFile != "", "--huggingface.token-file"},
		{o.configFile != "", "--config.file"},
	} {
		if conflict.given {
			return fmt.Errorf("--demo brings a Hub, organizations and a token of its own: leave out %s", conflict.flag)
		}
	}
	if !o.given.interval {
		o.interval = demoInterval
	}
	return nil
}

// completeHub settles where the organizations come from and which Hub is
// asked. Not even the environment has a say in the demo's.
func (o *options) completeHub() error {
	if o.demo {
		return nil
	}
	endpointFrom, organizationsFrom := "--huggingface.endpoint", "--huggingface.organization"
	if endpoint := o.getenv("HF_ENDPOINT"); endpoint != "" && !o.given.endpoint {
		o.endpoint, endpointFrom = endpoint, "HF_ENDPOINT"
	}
	if _, err := huggingface.ParseEndpoint(o.endpoint); err != nil {
		return fmt.Errorf("%s: %w", endpointFrom, err)
	}
	if names := o.getenv("HF_ORGANIZATION"); names != "" && len(o.organizations) == 0 {
		o.organizations, organizationsFrom = splitNames(names), "HF_ORGANIZATION"
	}
	// The name behind members is enough for a roster.
	if name := o.roster.organization; name != "" && len(o.organizations) == 0 && o.configFile == "" && !o.demo {
		o.organizations, organizationsFrom = []string{name}, "the name behind members"
	}
	switch {
	case o.configFile != "" && len(o.organizations) > 0:
		return fmt.Errorf("organizations come from --config.file or from %s, not from both: leave one out", organizationsFrom)
	case o.configFile == "" && len(o.organizations) == 0:
		return errors.New("no organization is given: name one with --huggingface.organization=NAME or HF_ORGANIZATION, several with --config.file=FILE, or see made-up ones with --demo")
	}
	for i, name := range o.organizations {
		if err := huggingface.CheckOrganization(name); err != nil {
			return fmt.Errorf("%s: %w", organizationsFrom, err)
		}
		if slices.Contains(o.organizations[:i], name) {
			return fmt.Errorf("%s: %s is named twice", organizationsFrom, name)
		}
	}
	return nil
}

// splitNames splits at commas; a last comma does no harm.
func splitNames(list string) []string {
	var names []string
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// checkTimes leaves it to the configuration file, which may set other
// intervals, to check what holds with it.
func (o *options) checkTimes() error {
	if o.configFile != "" {
		return nil
	}
	interval, timeout, staleness := model.Duration(o.interval), model.Duration(o.timeout), model.Duration(o.staleness)
	if timeout > interval {
		return fmt.Errorf("--scrape.timeout=%s is longer than the interval of %s: scrapes of one organization never overlap, so give at most the interval", timeout, interval)
	}
	if staleness > 0 && staleness < interval {
		return fmt.Errorf("--scrape.staleness=%s is shorter than the interval of %s, so the data would vanish between two scrapes: give more, or 0 for ever", staleness, interval)
	}
	return nil
}

func (o *options) checkWeb() error {
	telemetry := o.telemetryPath
	switch {
	case !strings.HasPrefix(telemetry, "/"), telemetry == "/", telemetry != path.Clean(telemetry), strings.HasPrefix(telemetry, "/-/"), strings.ContainsAny(telemetry, " {}?#%"):
		return fmt.Errorf("--web.telemetry-path=%s: it must be a path such as /metrics, and not / or one below /-/", telemetry)
	}
	if err := web.Validate(*o.web.WebConfigFile); err != nil {
		return fmt.Errorf("--web.config.file: %w", err)
	}
	return nil
}
