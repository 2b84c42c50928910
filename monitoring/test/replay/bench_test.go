package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/rules"
)

// BenchmarkRules is what one evaluation of each group costs for 1,000 organizations after a week.
func BenchmarkRules(b *testing.B) {
	const organizations = 1000
	s, err := newServer(rand.New(rand.NewPCG(1, 15)), "../../rules.yml", "../../alerts.yml") //nolint:gosec // deterministic on purpose
	if err != nil {
		b.Fatal(err)
	}
	defer s.close()
	e := newExporter("huggingface", "a", 5*time.Minute)
	for i := range organizations {
		o := newOrganization(fmt.Sprint("organization-", i), 50)
		o.seatLimit, o.subscriptionEnd, o.tokenExpiry, o.unlistedKnown = 100, at(200*day), at(300*day), true
		e.organizations = append(e.organizations, o)
	}
	week := at(7 * day)
	backfill(b, s, e.organizations, epoch, week)
	e.start()
	if err := s.start(week); err != nil {
		b.Fatal(err)
	}
	now := week
	for ; now.Before(week.Add(20 * time.Minute)); now = now.Add(time.Minute) {
		e.advance(now)
		if err := s.scrape(now, []*exporter{e}); err != nil {
			b.Fatal(err)
		}
		if _, err := s.evaluate(now, time.Minute); err != nil {
			b.Fatal(err)
		}
	}
	for _, group := range s.groups {
		b.Run(group.Name(), func(b *testing.B) {
			for b.Loop() {
				evaluateOnce(b, s, group, now)
			}
		})
	}
}

// evaluateOnce queries what the rules of a group query, and stores nothing.
func evaluateOnce(b *testing.B, s *server, group *rules.Group, now time.Time) {
	for _, rule := range group.Rules() {
		if _, err := rule.Eval(context.Background(), 0, now, rules.EngineQueryFunc(s.engine, s.db), nil, 0); err != nil {
			b.Fatal(rule.Name(), err)
		}
	}
}

// backfill stores a week of what the rules look back at.
func backfill(b *testing.B, s *server, organizations []*organization, from, to time.Time) {
	var series []labels.Labels
	for _, o := range organizations {
		for _, figure := range []string{
			"members", "seat_limit", "admins", "possible_admins", "externals", "possible_externals", "admins_without_2fa", "external_admins",
			"members_without_2fa", "unlisted", "hidden_members", "token_expiry", "token_can_write", "subscription_end", "subscription_ended", "up", "last_success",
		} {
			series = append(series, labels.FromStrings("__name__", "organization_figure:huggingface_figures:every5m", "organization", o.name, "figure", figure))
		}
		for _, name := range []string{"low10m", "low6h", "delta7d", "predicted14d", "predicted_at_renewal"} {
			series = append(series, labels.FromStrings("__name__", "organization:huggingface_organization_members:"+name, "organization", o.name))
		}
		series = append(series, labels.FromStrings("__name__", "instance_organization:huggingface_watched:every5m", "job", "huggingface", "instance", "a", "organization", o.name))
	}
	for t := from; t.Before(to); t = t.Add(5 * time.Minute) {
		appender := s.db.Appender(context.Background())
		for _, l := range series {
			if _, err := appender.Append(0, l, t.UnixMilli(), 50); err != nil {
				b.Fatal(err)
			}
		}
		if err := appender.Commit(); err != nil {
			b.Fatal(err)
		}
	}
}
