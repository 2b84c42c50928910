package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/version"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/app/flags"
	"huggingface_exporter/internal/roster"
	"huggingface_exporter/internal/textfmt"
	"huggingface_exporter/internal/web"
)

// printMembers prints the rosters of organizations, what has changed in them,
// or what they add up to. Of an organization that cannot be read it prints
// nothing, and returns an error that names it after the others are complete.
func printMembers(ctx context.Context, s *source, o flags.MembersOptions, stdout io.Writer, stderr reporter) error {
	organizations, err := s.choose(o.Organizations)
	if err != nil {
		return err
	}
	pool := &clientPool{source: s}
	defer pool.close()
	r, files := &memberReader{stderr: stderr}, directories{}
	for _, organization := range organizations {
		target := files.target(organization)
		if target.Hub, _, err = pool.client(organization, func(huggingface.Attempt) {}); err != nil {
			return err
		}
		r.targets = append(r.targets, target)
	}
	switch {
	case o.Summary:
		return r.printSummary(ctx, o, stdout)
	case o.Diff != "":
		return r.printDiff(ctx, o, stdout)
	}
	return r.printRoster(ctx, o, stdout)
}

func (r *memberReader) printRoster(ctx context.Context, o flags.MembersOptions, stdout io.Writer) error {
	w := roster.NewWriter(stdout, o.Format, o.Filter)
	failed := r.each(ctx, "roster", func(ctx context.Context, t collector.Target) reading {
		members, err := r.members(ctx, t)
		if err != nil {
			return reading{err: err}
		}
		section, err := w.Read(members)
		if err != nil {
			return reading{err: err}
		}
		return reading{write: section.Print, discard: section.Discard}
	})
	if _, final := errors.AsType[*roster.OutputError](failed); final {
		return failed
	}
	if failed == nil {
		if err := w.CheckGroups(); err != nil {
			return usageError{err}
		}
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
			if !slices.ContainsFunc(r.targets, func(t collector.Target) bool { return strings.EqualFold(t.Organization, name) }) {
				r.failures = append(r.failures, failure{name, fmt.Errorf("it is in %s, and not one of the configured organizations (name those to compare after members)", o.Diff)})
			}
		}
	}
	failed := r.each(ctx, "comparison", func(ctx context.Context, t collector.Target) reading {
		members, err := r.members(ctx, t)
		if err != nil {
			return reading{err: err}
		}
		compared, err := diff.Compare(members)
		return reading{err: err, write: func() error {
			diff.Add(compared)
			for _, u := range compared.Uncompared {
				r.warn("%s: %s cannot be compared for %s: the Hub does not disclose it to this token, or did not for %s",
					t.Organization, u.Field, textfmt.Count(u.Members, "member"), o.Diff)
			}
			return nil
		}}
	})
	return cmp.Or(diff.Write(stdout, o.Format), failed)
}

func (r *memberReader) printSummary(ctx context.Context, o flags.MembersOptions, stdout io.Writer) error {
	var identities collector.Identities
	var summaries []roster.Summary
	failed := r.each(ctx, "summary", func(ctx context.Context, t collector.Target) reading {
		classify, err := classifier(t)
		if err != nil {
			return reading{err: err}
		}
		snapshot, err := collector.Read(ctx, t.Hub, t.Organization, collector.ReadOptions{Classify: classify, PageSize: t.PageSize, Progress: r.progress})
		if err != nil {
			return reading{err: &roster.ListError{Err: err}}
		}
		renewal, err := renewal(ctx, &identities, t.Hub, t.Organization, snapshot.CanonicalName)
		return reading{write: func() error {
			if err != nil {
				r.warn("%s: the renewal is unknown: %s", t.Organization, err)
			}
			summaries = append(summaries, roster.Summarize(t, snapshot, renewal))
			return nil
		}}
	})
	if o.Format != roster.HTML {
		return cmp.Or(roster.WriteSummaries(stdout, o.Format, summaries), failed)
	}
	page := roster.Page{Summaries: summaries, Now: time.Now(), Program: flags.Program + " " + version.Version, Style: web.Style()}
	for _, f := range r.failures {
		page.Missing = append(page.Missing, f.organization)
	}
	return cmp.Or(page.WriteHTML(stdout), failed)
}
