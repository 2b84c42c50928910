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

// memberReader reads one organization after another for the command members.
type memberReader struct {
	pool          *clientPool
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
func (r *memberReader) members(ctx context.Context, client *huggingface.Client, o config.Organization) roster.Organization {
	listed := roster.Organization{Name: o.Name, Members: client.Members(ctx, o.Name, huggingface.PageSize(o.PageSize))}
	if isTerminal(r.stderr) {
		listed.Progress = func(read int) { fmt.Fprintf(r.stderr, "\r%s: %d members read", o.Name, read) }
	}
	return listed
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
		return fmt.Sprintf("%s. %s", list, advice.Diagnose(list.Err, nil).Advice())
	}
	return err.Error()
}
