package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
	"huggingface_exporter/internal/config"
	"huggingface_exporter/internal/roster"
	"huggingface_exporter/internal/textfmt"
)

// memberReader reads one organization after another for the command members.
type memberReader struct {
	pool          *clientPool
	directories   directories
	organizations []config.Organization
	stderr        reporter
	failures      []failure
	warnings      []string
	// progress is told how many members of the organization were read.
	progress func(members int)
}

// failure is why an organization is missing from the output, or incomplete in
// it.
type failure struct {
	organization string
	err          error
}

// each does something for every organization, within the timeout of a scrape.
// One that fails does not stop the others. The error names all that failed;
// thing is what they lack.
func (r *memberReader) each(ctx context.Context, thing string, do func(context.Context, *huggingface.Client, config.Organization) error) error {
	show, stop := showProgress(r.stderr, "Reading "+textfmt.Count(len(r.organizations), "organization"))
	before, last := 0, 0
	r.progress = func(members int) {
		last = members
		show(before + members)
	}
	err := r.readAll(ctx, func(ctx context.Context, client *huggingface.Client, o config.Organization) error {
		before, last = before+last, 0
		return do(ctx, client, o)
	})
	stop()
	for _, text := range r.warnings {
		r.stderr.warn(text)
	}
	if err != nil {
		return err
	}
	return r.failed(thing)
}

// readAll returns an error only if it is about the output.
func (r *memberReader) readAll(ctx context.Context, do func(context.Context, *huggingface.Client, config.Organization) error) error {
	for _, o := range r.organizations {
		err := ctx.Err()
		if err == nil {
			err = r.one(ctx, o, do)
		}
		if _, failed := errors.AsType[*roster.OutputError](err); failed {
			return err
		}
		if err != nil {
			r.failures = append(r.failures, failure{o.Name, err})
		}
	}
	return nil
}

func (r *memberReader) one(ctx context.Context, o config.Organization, do func(context.Context, *huggingface.Client, config.Organization) error) error {
	client, _, err := r.pool.client(o, func(huggingface.Attempt) {})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	return do(ctx, client, o)
}

// members lists an organization.
func (r *memberReader) members(ctx context.Context, client *huggingface.Client, o config.Organization) (roster.Organization, error) {
	listed := roster.Organization{Name: o.Name, Members: client.Members(ctx, o.Name, huggingface.PageSize(o.PageSize)), Progress: r.progress}
	var err error
	listed.Classify, err = r.classify(o)
	return listed, err
}

// classify compares members with the directory file of an organization; nil
// without one.
func (r *memberReader) classify(o config.Organization) (func(*huggingface.Member) collector.Listing, error) {
	d := r.directories.target(o).Directory
	if d == nil {
		return nil, nil
	}
	classify, err := d.Load()
	if err != nil {
		return nil, fmt.Errorf("directory file: %w", err)
	}
	return classify, nil
}

// renewal is the end of the paid period; zero if it is not known.
func (r *memberReader) renewal(ctx context.Context, identities *collector.Identities, client *huggingface.Client, names ...string) time.Time {
	token, err := client.Token()
	if err == nil && token.IsZero() {
		return time.Time{}
	}
	if err == nil {
		var owner collector.Identification
		owner = identities.Of(ctx, client, token.ID())
		if err = owner.Err; err == nil {
			return owner.Identity.Account(names...).PeriodEnd
		}
	}
	r.warn("%s: the renewal is unknown: %s", names[0], err)
	return time.Time{}
}

// warn keeps a warning until all organizations are read.
func (r *memberReader) warn(format string, args ...any) {
	r.warnings = append(r.warnings, fmt.Sprintf(format, args...))
}

// failed tells why organizations are missing or incomplete, and, last, which.
func (r *memberReader) failed(thing string) error {
	if len(r.failures) == 0 {
		return nil
	}
	var missing, incomplete, texts []string
	for _, f := range r.failures {
		state := "missing"
		if _, undecided := errors.AsType[*roster.UndecidedError](f.err); undecided {
			state = "incomplete"
			incomplete = append(incomplete, f.organization)
		} else {
			missing = append(missing, f.organization)
		}
		texts = append(texts, fmt.Sprintf("the %s of %s is %s: %s", thing, f.organization, state, reason(f.err)))
	}
	if len(texts) == 1 {
		return errors.New(texts[0])
	}
	for _, text := range texts {
		r.stderr.error(text)
	}
	var parts []string
	if len(missing) > 0 {
		parts = append(parts, "missing: "+strings.Join(missing, ", "))
	}
	if len(incomplete) > 0 {
		parts = append(parts, "incomplete: "+strings.Join(incomplete, ", "))
	}
	return errors.New(strings.Join(parts, "; "))
}

// reason is why an organization failed, and what to do.
func reason(err error) string {
	if errors.Is(err, context.Canceled) {
		return "interrupted"
	}
	if list, ok := errors.AsType[*roster.ListError](err); ok {
		return fmt.Sprintf("%s. %s", strings.TrimSuffix(list.Error(), "."), advice.Diagnose(list.Err, nil).Advice())
	}
	return err.Error()
}
