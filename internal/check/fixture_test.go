package check_test

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/check"
)

const secret = "hf_secret_of_the_test"

// timeout is that of a check. No answer takes as long.
const timeout = 30 * time.Second

// acme has 25 members, who disclose everything to an admin.
func acme(members ...hubtest.Member) *hubtest.Hub {
	if members == nil {
		members = hubtest.Members(25, 1)
	}
	hub := hubtest.New()
	hub.SetOrganization(hubtest.Organization{
		Name: "acme", Plan: "enterprise", Members: members,
		Tokens: map[string]hubtest.Power{secret: hubtest.Admin},
	})
	hub.SetToken(secret, hubtest.Token{Role: "read", User: "ann"})
	return hub
}

// subject asks a server on loopback about an organization.
func subject(t *testing.T, url, organization string, source huggingface.TokenSource) *check.Subject {
	t.Helper()
	s := check.NewSubject(collector.Target{Organization: organization, Timeout: timeout, PageSize: 10})
	client, err := huggingface.NewClient(source,
		huggingface.WithEndpoint(url),
		huggingface.WithHTTPClient(&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}),
		huggingface.WithObserver(s.Observe),
	)
	if err != nil {
		t.Fatal(err)
	}
	s.Hub = client
	return s
}

func token() huggingface.TokenSource { return huggingface.StaticToken(secret, "HF_TOKEN") }

// check checks one organization.
func run(ctx context.Context, s *check.Subject) check.Organization {
	return check.Run(ctx, []*check.Subject{s}, nil).Organizations[0]
}

func serve(t *testing.T, hub *hubtest.Hub) string {
	t.Helper()
	server := hubtest.NewServer(hub)
	t.Cleanup(server.Close)
	return server.URL
}

// kinds are those of the problems with a severity.
func kinds(o check.Organization, severity check.Severity) []huggingface.Kind {
	var kinds []huggingface.Kind
	for _, p := range o.Problems {
		if p.Severity == severity {
			kinds = append(kinds, p.Kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}
