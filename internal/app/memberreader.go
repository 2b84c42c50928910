package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
	"huggingface_exporter/internal/app/flags"
	"huggingface_exporter/internal/config"
	"huggingface_exporter/internal/roster"
)

// memberReader reads one organization after another for the command members.
type memberReader struct {
	pool          *clientPool
	directories   directories
	organizations []config.Organization
	stderr        io.Writer
	failures      []failure
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
	return r.failed(thing)
}

func (r *memberReader) one(ctx context.Context, o config.Organization, do func(context.Context, *huggingface.Client, config.Organization) error) error {
	client, _, err := r.pool.client(o, func(huggingface.Attempt) {})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	if isTerminal(r.stderr) {
		defer fmt.Fprint(r.stderr, "\r\x1b[K") // back to the line's beginning, and clear it
	}
	return do(ctx, client, o)
}

// members lists an organization.
func (r *memberReader) members(ctx context.Context, client *huggingface.Client, o config.Organization) (roster.Organization, error) {
	listed := roster.Organization{Name: o.Name, Members: client.Members(ctx, o.Name, huggingface.PageSize(o.PageSize))}
	if isTerminal(r.stderr) {
		listed.Progress = func(read int) { fmt.Fprintf(r.stderr, "\r%s: %d members read", o.Name, read) }
	}
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
		owner, _ = identities.Of(ctx, client, token.ID())
		if err = owner.Err; err == nil {
			return owner.Identity.Account(names...).PeriodEnd
		}
	}
	fmt.Fprintf(r.stderr, "%s: the renewal is unknown: %s\n", names[0], err)
	return time.Time{}
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
		fmt.Fprintf(r.stderr, "%s: error: %s\n", flags.Program, text)
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
