package app

import (
	"context"
	"errors"
	"io"

	"huggingface_exporter/internal/check"
)

// runCheck tests every organization and prints what it found.
func runCheck(ctx context.Context, o *options, s *setup, stdout io.Writer) error {
	organizations, err := s.organizations()
	if err != nil {
		return err
	}
	h := hubs{opts: o, setup: s}
	defer h.close()
	var subjects []*check.Subject
	for _, organization := range organizations {
		subject := check.NewSubject(organization.Name, organization.Timeout)
		client, _, err := h.client(organization, subject.Observe)
		if err != nil {
			return err
		}
		subject.Hub = client
		subjects = append(subjects, subject)
	}
	r := check.Run(ctx, subjects)
	if ctx.Err() != nil {
		return errors.New("interrupted, so nothing is known of the rest")
	}
	if o.checkFormat == "json" {
		err = r.WriteJSON(stdout)
	} else {
		err = r.WriteText(stdout, isTerminal(stdout) && o.getenv("NO_COLOR") == "")
	}
	if err == nil && !r.OK() {
		err = errNotWell
	}
	return err
}
