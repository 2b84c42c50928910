package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
	"huggingface_exporter/internal/config"
	"huggingface_exporter/internal/roster"
)

// members prints the roster of one organization: all of it, or an error that
// says it is not all.
func members(ctx context.Context, o *options, s *setup, stdout, stderr io.Writer) error {
	organizations, err := s.organizations()
	if err != nil {
		return err
	}
	organization, err := choose(organizations, o.roster.organization)
	if err != nil {
		return err
	}
	h := hubs{opts: o, setup: s}
	defer h.close()
	client, _, err := h.client(organization, func(huggingface.Attempt) {})
	if err != nil {
		return err
	}
	filter := roster.Filter{
		Roles: o.roster.roles, Without2FA: o.roster.without2FA, External: o.roster.external, Pro: o.roster.pro,
		WithoutEmail: o.roster.withoutEmail, ResourceGroups: o.roster.resourceGroups,
	}
	var progress func(int)
	if isTerminal(stderr) {
		progress = func(read int) { fmt.Fprintf(stderr, "\r%d members read", read) }
		defer fmt.Fprint(stderr, "\r\x1b[K") // back to the line's beginning, and clear it
	}
	ctx, cancel := context.WithTimeout(ctx, organization.Timeout)
	defer cancel()
	if err := roster.Write(stdout, o.roster.format, client.Members(ctx, organization.Name), filter, progress); err != nil {
		return incomplete(organization.Name, err)
	}
	return nil
}

// choose finds the organization by its name, which is not needed where there
// is only one.
func choose(organizations []config.Organization, name string) (config.Organization, error) {
	var names []string
	for _, o := range organizations {
		if o.Name == name || name == "" && len(organizations) == 1 {
			return o, nil
		}
		names = append(names, o.Name)
	}
	if name == "" {
		return config.Organization{}, fmt.Errorf("there are several organizations: name one of %s behind members", strings.Join(names, ", "))
	}
	return config.Organization{}, fmt.Errorf("%q is not among the organizations of the flags or the configuration file: %s", name, strings.Join(names, ", "))
}

// incomplete says what is missing and what to do, as the last line.
func incomplete(organization string, err error) error {
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("the roster of %s is incomplete: interrupted", organization)
	}
	steps := ""
	if list, ok := errors.AsType[*roster.ListError](err); ok {
		steps = ". " + advice.Diagnose(list.Err, nil).Advice()
	}
	return fmt.Errorf("the roster of %s is incomplete: %w%s", organization, err, steps)
}

// isTerminal reports whether a person is likely to read what is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
