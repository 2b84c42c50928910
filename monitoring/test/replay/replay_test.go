package main

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// The replay finds the pages of true incidents, and what is wrong: `make replay` replays whole months.
func TestReplayOfADay(t *testing.T) {
	w := newWorld("a day", 1, 1)
	acme := newOrganization("acme", 50)
	e := w.add(newExporter("huggingface", "a", 5*time.Minute, acme))
	w.fault("401", 2*time.Hour, 2*time.Hour, acme)
	w.expect("HuggingFaceTokenUnauthorized", "critical", "acme", 2*time.Hour, 4*time.Hour)
	w.restart(e, 6*time.Hour, time.Hour)
	w.on(8*time.Hour, acme.promote) // Nobody expects the page.
	w.prometheusAway(10*time.Hour, 3*time.Hour)
	w.on(11*time.Hour, acme.promote) // Seen at 13h, when only the branch hour_ago of the rule rise1h knows how many there were.
	w.expect("HuggingFaceAdminAdded", "warning", "acme", 11*time.Hour, 14*time.Hour)
	w.expect("HuggingFaceSeatsDropped", "warning", "acme", 15*time.Hour, 16*time.Hour) // Nothing drops.
	if err := w.run("../../rules.yml", "../../alerts.yml"); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"a day: day 0 6h10m0s: false page of HuggingFaceExporterDown|critical|huggingface",
		"a day: day 0 8h0m0s: false page of HuggingFaceAdminAdded|warning|acme",
		"a day: day 0 15h0m0s: 0 pages of HuggingFaceSeatsDropped|warning|acme",
	}
	if got := w.problems(); !slices.Equal(got, want) {
		t.Errorf("problems:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// An incident whose alert fires, ends and fires again counts as repeated, and one that is missed as missed.
func TestRows(t *testing.T) {
	w := newWorld("scoring", 1, 1)
	w.expect("A", "warning", "acme", time.Hour, 4*time.Hour)
	w.expect("B", "info", "acme", time.Hour, 4*time.Hour)
	for _, p := range []page{{key: "A|warning|acme", at: at(90 * time.Minute)}, {key: "A|warning|acme", at: at(3 * time.Hour)}, {key: "A|warning|acme", at: at(5 * time.Hour)}} {
		w.pages = append(w.pages, p)
	}
	w.score()
	want := "" +
		"| scoring | A (warning) | 1 | 3 | 1 | 0 | 1 | 30m |\n" +
		"| scoring | B (info) | 1 | 0 | 0 | 1 | 0 | - |\n"
	if got := tableOf(w.rows()); !strings.HasSuffix(got, want) {
		t.Errorf("%s\nwant the rows\n%s", got, want)
	}
}
