package web

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/internal/textfmt"
)

// statusView is what the template status.html shows.
type statusView struct {
	head
	StatusConfig
	// Verdict says how many organizations are up, AllUp whether all are.
	Verdict       string
	AllUp         bool
	Now           time.Time
	Organizations []organizationView
}

type organizationView struct {
	collector.Status
	// MembersURL is where the Hub shows the members to an admin.
	MembersURL string
	// HubName is the organization's name on the Hub, if it is another.
	HubName   string
	State     state
	Problem   *problemView
	Seats     *seatsView
	Directory *directoryView
	Account   *accountView
	// Read says in how many pages the last complete scrape was read.
	Read     string
	Reported string
}

// Cost is what a number of seats costs per month.
func (v organizationView) Cost(seats int) string {
	return textfmt.Money(float64(seats)*v.SeatPrice, v.SeatCurrency)
}

// directoryView is how many members are in the directory.
type directoryView struct{ Listed, Unlisted, Unknown int }

// state is how an organization is: its name is also the class in style.css.
type state struct {
	Name, Text string
	rank       int
}

func newStatusView(cfg StatusConfig, refresh int, now time.Time) *statusView {
	v := &statusView{head: head{Refresh: refresh}, StatusConfig: cfg, Now: now}
	up := 0
	for _, s := range cfg.Statuses() {
		if s.Up {
			up++
		}
		v.Organizations = append(v.Organizations, newOrganizationView(s, cfg.Endpoint, now))
	}
	slices.SortStableFunc(v.Organizations, func(a, b organizationView) int { return cmp.Compare(a.State.rank, b.State.rank) })
	n := len(v.Organizations)
	v.AllUp = up == n
	switch {
	case n == 0:
		v.Title, v.Verdict = "No organization", "No organization is configured."
	case v.AllUp:
		v.Title, v.Verdict = "All well", fmt.Sprintf("All well: %s up.", textfmt.Count(n, "organization"))
	default:
		v.Title = fmt.Sprintf("%d of %d up", up, n)
		v.Verdict = fmt.Sprintf("%d of %s up.", up, textfmt.Count(n, "organization"))
	}
	return v
}

func newOrganizationView(s collector.Status, endpoint string, now time.Time) organizationView {
	v := organizationView{
		Status:  s,
		State:   stateOf(s),
		Problem: newProblemView(s.Err, s.Account),
		Seats:   newSeatsView(s.Snapshot, s.SeatLimit),
		Account: newAccountView(s.Account, now),
	}
	if s.Snapshot != nil {
		v.HubName, v.Read = s.Snapshot.CanonicalName, readIn(s.Snapshot)
		if n, compared := s.Snapshot.Listings().Get(); compared {
			v.Directory = &directoryView{n[collector.Listed], n[collector.Unlisted], n[collector.ListingUnknown]}
		}
	}
	if reported, known := s.ReportedMembers.Get(); known {
		v.Reported = reportedWords(reported, s.Snapshot)
	}
	name := cmp.Or(v.HubName, s.Organization)
	if s.Account != nil { // whoami spells it as the Hub does
		name = cmp.Or(v.HubName, s.Account.Organization, s.Organization)
	}
	v.MembersURL = strings.TrimSuffix(endpoint, "/") + "/organizations/" + url.PathEscape(name) + "/settings/members"
	return v
}

// readIn says what a listing cost: "3 pages of at most 500 members in 412ms".
func readIn(s *collector.Snapshot) string {
	return textfmt.Count(s.Pages, "page") + " of at most " + textfmt.Count(s.PageSize, "member") + " in " + s.Took.Round(time.Millisecond).String()
}

func reportedWords(reported int, s *collector.Snapshot) string {
	text := textfmt.Number(reported)
	switch {
	case s != nil && reported > s.Members:
		text += ", " + textfmt.Number(reported-s.Members) + " more than the list has"
	case s != nil && reported < s.Members:
		text += ", " + textfmt.Number(s.Members-reported) + " fewer than the list has"
	}
	return text
}

func stateOf(s collector.Status) state {
	switch {
	case !s.Tried:
		return state{"waiting", "first scrape in progress", 1}
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
