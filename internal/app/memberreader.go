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
	"huggingface_exporter/internal/roster"
	"huggingface_exporter/internal/textfmt"
)

// parallelReads is how many organizations are read at once, and held in memory
// until those before them are printed.
const parallelReads = 4

// memberReader reads organizations for the command members.
type memberReader struct {
	targets  []collector.Target
	stderr   reporter
	failures []failure
	warnings []string
	// progress is told how many more members were read.
	progress func(members int)
}

// reading is an organization that was read, or the error why it was not.
type reading struct {
	// write prints it, discard (nil for nothing to do) forgets it.
	write, discard func() error
	err            error
}

// readFunc reads an organization.
type readFunc func(context.Context, collector.Target) reading

// failure is why an organization is missing from the output, or incomplete in
// it.
type failure struct {
	organization string
	err          error
}

// each reads every organization, several at a time, within the timeout of a
// scrape, and prints them in their order. One that fails does not stop the
// others. The error names all that failed; thing is what they lack.
func (r *memberReader) each(ctx context.Context, thing string, read readFunc) error {
	var stop func()
	r.progress, stop = r.stderr.progress("Reading " + textfmt.Count(len(r.targets), "organization"))
	err := r.printAll(ctx, read)
	stop()
	for _, text := range r.warnings {
		r.stderr.warn(text)
	}
	if err != nil {
		return err
	}
	return r.failed(thing)
}

// printAll returns an error only if it is about the output.
func (r *memberReader) printAll(ctx context.Context, read readFunc) (final error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	readings, slots := make([]chan reading, len(r.targets)), make(chan struct{}, parallelReads)
	for i := range readings {
		readings[i] = make(chan reading, 1)
	}
	go func() {
		for i, t := range r.targets {
			slots <- struct{}{}
			go func() { readings[i] <- readInTime(ctx, t, read) }()
		}
	}()
	for i, t := range r.targets {
		done := <-readings[i]
		err := done.err
		switch {
		case err != nil:
		case final == nil:
			err = done.write()
		case done.discard != nil:
			err = done.discard()
		}
		<-slots
		if _, failed := errors.AsType[*roster.OutputError](err); failed && final == nil {
			final = err
			cancel()
		} else if err != nil {
			r.failures = append(r.failures, failure{t.Organization, err})
		}
	}
	return final
}

func readInTime(ctx context.Context, t collector.Target, read readFunc) reading {
	if err := ctx.Err(); err != nil {
		return reading{err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, t.Timeout)
	defer cancel()
	return read(ctx, t)
}

// members lists an organization.
func (r *memberReader) members(ctx context.Context, t collector.Target) (roster.Organization, error) {
	classify, err := classifier(t)
	return roster.Organization{
		Name: t.Organization, Members: t.Hub.Members(ctx, t.Organization, huggingface.PageSize(t.PageSize)), Classify: classify, Progress: r.progress,
	}, err
}

// classifier compares members with the directory file; nil without one.
func classifier(t collector.Target) (func(*huggingface.Member) collector.Listing, error) {
	if t.Directory == nil {
		return nil, nil
	}
	classify, err := t.Directory.Load()
	if err != nil {
		return nil, fmt.Errorf("directory file: %w", err)
	}
	return classify, nil
}

// renewal is the end of the paid period; zero if it is not known.
func renewal(ctx context.Context, identities *collector.Identities, hub collector.Hub, names ...string) (time.Time, error) {
	token, err := hub.Token(ctx)
	if err != nil || token.IsZero() {
		return time.Time{}, err
	}
	owner := identities.Of(ctx, hub, token.ID())
	if owner.Err != nil {
		return time.Time{}, owner.Err
	}
	return owner.Identity.Account(names...).PeriodEnd, nil
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
