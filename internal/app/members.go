package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/app/flags"
	"huggingface_exporter/internal/config"
	"huggingface_exporter/internal/roster"
)

// printMembers prints the rosters of organizations, or what has changed in
// them. Of an organization that cannot be read it prints nothing, and returns
// an error that names it after the others are complete.
func printMembers(ctx context.Context, s *source, o flags.MembersOptions, stdout, stderr io.Writer) error {
	configured, err := s.load()
	if err != nil {
		return err
	}
	organizations, err := choose(configured, o.Organizations)
	if err != nil {
		return err
	}
	r := &memberReader{pool: &clientPool{source: s}, organizations: organizations, stderr: stderr}
	defer r.pool.close()
	if o.Diff != "" {
		return r.printDiff(ctx, o, stdout)
	}
	return r.printRoster(ctx, o, stdout)
}

func (r *memberReader) printRoster(ctx context.Context, o flags.MembersOptions, stdout io.Writer) error {
	w, err := roster.NewWriter(stdout, o.Format, o.Filter)
	if err != nil {
		return usageError{err}
	}
	failed := r.each(ctx, "roster", func(ctx context.Context, client *huggingface.Client, organization config.Organization) error {
		return w.Add(r.members(ctx, client, organization))
	})
	if _, final := errors.AsType[*roster.OutputError](failed); final {
		return failed
	}
	return cmp.Or(w.Close(), failed)
}

func (r *memberReader) printDiff(ctx context.Context, o flags.MembersOptions, stdout io.Writer) error {
	saved, err := roster.Open(o.Diff)
	if err != nil {
		return fmt.Errorf("--diff: %w", err)
	}
	diff := roster.NewDiff(saved)
	if len(o.Organizations) == 0 {
		for _, name := range saved.Organizations() {
			if _, err := choose(r.organizations, []string{name}); err != nil {
				r.failures = append(r.failures, failure{name, fmt.Errorf("it is in %s, and not one of the configured organizations (name those to compare after members)", o.Diff)})
			}
		}
	}
	failed := r.each(ctx, "comparison", func(ctx context.Context, client *huggingface.Client, organization config.Organization) error {
		uncompared, err := diff.Add(r.members(ctx, client, organization))
		for _, u := range uncompared {
			fmt.Fprintf(r.stderr, "%s: %s cannot be compared for %d members: the Hub does not disclose it to this token, or did not for %s\n", organization.Name, u.Field, u.Count, o.Diff)
		}
		return err
	})
	return cmp.Or(diff.Write(stdout, o.Format), failed)
}
