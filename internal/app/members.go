package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
	"huggingface_exporter/internal/app/flags"
	"huggingface_exporter/internal/config"
	"huggingface_exporter/internal/roster"
)

// printMembers prints the roster of one organization: all of it, or an error
// that says it is incomplete.
func printMembers(ctx context.Context, s *source, o flags.MembersOptions, stdout, stderr io.Writer) error {
	organizations, err := s.load()
	if err != nil {
		return err
	}
	organization, err := choose(organizations, o.Organization)
	if err != nil {
		return err
	}
	pool := &clientPool{source: s}
	defer pool.close()
	client, _, err := pool.client(organization, func(huggingface.Attempt) {})
	if err != nil {
		return err
	}
	var progress func(int)
	if isTerminal(stderr) {
		progress = func(read int) { fmt.Fprintf(stderr, "\r%d members read", read) }
		defer fmt.Fprint(stderr, "\r\x1b[K") // back to the line's beginning, and clear it
	}
	ctx, cancel := context.WithTimeout(ctx, organization.Timeout)
	defer cancel()
	if err := roster.Write(stdout, o.Format, client.Members(ctx, organization.Name), o.Filter, progress); err != nil {
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
		return config.Organization{}, usageError{fmt.Errorf("several organizations are configured: name one of them after members: %s", strings.Join(names, ", "))}
	}
	return config.Organization{}, usageError{fmt.Errorf("%q is not one of the configured organizations: %s", name, strings.Join(names, ", "))}
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
