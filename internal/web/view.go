package web

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
	"huggingface_exporter/internal/textfmt"
)

// runbooks has a page for each alert.
const runbooks = "https://github.com/huggingface-exporter/huggingface_exporter/blob/main/docs/runbooks"

// statusView is what the template status.html shows.
type statusView struct {
	StatusConfig
	CSS      template.CSS
	Runbooks string
	Now      moment
	// Well is the number of organizations whose last scrape completed.
	Well          int
	Organizations []organizationView
}

type organizationView struct {
	collector.Status
	State   state
	Seats   *seatsView
	Account *accountView
	Problem *problemView
	// The zero moment where there is none.
	Scraped, Succeeded, Next moment
}

// state is how an organization is: its name is also the class in status.css.
type state struct {
	Name, Text string
	rank       int
}

// problemView is why the last scrape failed.
type problemView struct {
	advice.Diagnosis
	Code, Message, RequestID, Runbook string
}

// moment is a time, and how far away it is.
type moment struct {
	time.Time
	Away string
}

// Date and Machine are the time in UTC for people and for <time datetime>.
func (m moment) Date() string    { return m.UTC().Format("2006-01-02 15:04:05 UTC") }
func (m moment) Machine() string { return m.UTC().Format(time.RFC3339) }

func newMoment(t, now time.Time) moment {
	if t.IsZero() {
		return moment{}
	}
	return moment{t, textfmt.Relative(t, now)}
}

func newStatusView(cfg StatusConfig, now time.Time) statusView {
	v := statusView{
		StatusConfig: cfg,
		CSS:          template.CSS(statusCSS), //nolint:gosec // The style is part of the program.
		Runbooks:     runbooks,
		Now:          newMoment(now, now),
	}
	for _, s := range cfg.Statuses() {
		if s.Up {
			v.Well++
		}
		v.Organizations = append(v.Organizations, newOrganizationView(s, now))
	}
	slices.SortStableFunc(v.Organizations, func(a, b organizationView) int { return cmp.Compare(a.State.rank, b.State.rank) })
	return v
}

func newOrganizationView(s collector.Status, now time.Time) organizationView {
	return organizationView{
		Status:    s,
		State:     stateOf(s),
		Seats:     newSeatsView(s.Snapshot, s.SeatLimit),
		Account:   newAccountView(s.Account, now),
		Problem:   newProblemView(s.Err),
		Scraped:   newMoment(s.LastScrape, now),
		Succeeded: newMoment(s.LastSuccess, now),
		Next:      newMoment(s.NextScrape, now),
	}
}

func stateOf(s collector.Status) state {
	switch {
	case !s.Tried:
		return state{"waiting", "first scrape runs", 1}
	case s.Up && s.Stale:
		// The next scrape is overdue, by more than --scrape.staleness.
		return state{"failing", "overdue: numbers too old to show", 0}
	case s.Up:
		return state{"up", "up", 2}
	case s.LastSuccess.IsZero():
		return state{"failing", "failing: no numbers yet", 0}
	case s.Stale:
		return state{"failing", "failing: numbers too old to show", 0}
	}
	return state{"failing", "failing: numbers of the last success", 0}
}

func newProblemView(err error) *problemView {
	if err == nil {
		return nil
	}
	code := huggingface.ErrorCode(err)
	d := advice.Diagnose(err, nil)
	message := strings.ToValidUTF8(err.Error(), "\ufffd")
	if d.Kind == huggingface.KindRateLimitedIP {
		message = "" // It has the exporter's IP address.
	}
	return &problemView{
		Diagnosis: d,
		Code:      code,
		Message:   message,
		RequestID: huggingface.RequestID(err),
		Runbook:   runbooks + "/" + alertOf(code) + ".md",
	}
}

// alertOf is the alert that a failure of this code raises.
func alertOf(code string) string {
	switch code {
	case "401":
		return "HuggingFaceTokenUnauthorized"
	case "403":
		return "HuggingFaceAccessForbidden"
	case "404":
		return "HuggingFaceOrganizationNotFound"
	}
	return "HuggingFaceScrapeFailing"
}
