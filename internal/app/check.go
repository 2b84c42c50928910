package app

import (
	"context"
	"errors"
	"io"

	"huggingface_exporter/internal/app/flags"
	"huggingface_exporter/internal/check"
	"huggingface_exporter/internal/textfmt"
)

// runCheck tests organizations and prints the report.
func runCheck(ctx context.Context, s *source, o flags.CheckOptions, stdout io.Writer, stderr reporter, colors bool) error {
	organizations, err := s.choose(o.Organizations)
	if err != nil {
		return err
	}
	pool := &clientPool{source: s}
	defer pool.close()
	files := directories{}
	var subjects []*check.Subject
	for _, organization := range organizations {
		subject := check.NewSubject(files.target(organization))
		client, _, err := pool.client(organization, subject.Observe)
		if err != nil {
			return err
		}
		subject.Hub = client
		subjects = append(subjects, subject)
	}
	progress, stop := stderr.progress("Checking " + textfmt.Count(len(organizations), "organization"))
	r := check.Run(ctx, subjects, progress)
	stop()
	if ctx.Err() != nil {
		return errors.New("interrupted before every organization was checked")
	}
	if o.Format == "json" {
		err = r.WriteJSON(stdout)
	} else {
		err = r.WriteText(stdout, colors)
	}
	if err == nil && (!r.OK() || o.Strict && r.Warned()) {
		err = errReported
	}
	return err
}
