package web

import (
	"strings"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/textfmt"
)

// The alerts about numbers of the table, which their runbooks explain.
const (
	alertSeatLimit     = "HuggingFaceSeatLimitReached"
	alertWithout2FA    = "HuggingFaceAdminWithout2FA"
	alertExternalAdmin = "HuggingFaceExternalAdmin"
)

// seatsView is the table of seats by role, and the bar above it.
type seatsView struct {
	Members cell
	// Limit is the number of seats in the contract, 0 if not configured. Free
	// seats are left of it, or Over are too many.
	Limit, Free, Over int
	Roles             []roleView
	// Total has the sums of the columns.
	Total roleView
	// HasDirectory says that there is a column of unlisted members.
	HasDirectory bool
	// Undisclosed are the fields that the Hub left out of at least one member.
	Undisclosed []collector.FieldCount
	Hidden      int
	// LimitAt is where the bar passes the limit, in percent of it; 0 if it
	// does not.
	LimitAt float64
	// Shares is the bar in words.
	Shares string
}

type roleView struct {
	Role  string
	Seats int
	// Start and Width are the role's part of the bar, in percent of it.
	Start, Width                         float64
	Pro                                  int
	WithoutTwoFactor, External, Unlisted cell
}

// cell is a number that may be unknown, or unknown for some members.
type cell struct {
	Known   bool
	Count   int
	Missing int // members for whom it is unknown
	// Alarm says that the number calls for action, as Runbook describes; ""
	// for none.
	Alarm   bool
	Runbook string
}

func newSeatsView(s *collector.Snapshot, limit int) *seatsView {
	if s == nil {
		return nil
	}
	v := &seatsView{Members: cell{Known: true, Count: s.Members}, Limit: limit}
	v.Hidden, _ = s.HiddenGroupMembers().Get()
	_, v.HasDirectory = s.Directory.Get()
	for _, f := range s.Undisclosed {
		if f.Count > 0 {
			v.Undisclosed = append(v.Undisclosed, f)
		}
	}
	for _, seats := range s.ByRole {
		v.Roles = append(v.Roles, newRoleView(s, seats))
	}
	v.Total = totalOf(v.Roles, s)
	if limit > 0 {
		v.Free, v.Over = max(0, limit-s.Members), max(0, s.Members-limit)
		if v.Free == 0 {
			v.Members.Alarm, v.Members.Runbook = true, alertSeatLimit
		}
	}
	v.draw()
	return v
}

// draw divides the bar, which is as long as the contract or, beyond it, as the
// members.
func (v *seatsView) draw() {
	length := float64(max(v.Limit, v.Members.Count, 1))
	var shares []string
	start := 0.0
	for i := range v.Roles {
		r := &v.Roles[i]
		r.Start, r.Width = start, 100*float64(r.Seats)/length
		start += r.Width
		shares = append(shares, words(r.Role)+" "+textfmt.Number(r.Seats))
	}
	if v.Limit > 0 {
		shares = append(shares, "free "+textfmt.Number(v.Free))
	}
	if v.Over > 0 {
		v.LimitAt = 100 * float64(v.Limit) / length
	}
	v.Shares = strings.Join(shares, ", ")
}

func newRoleView(s *collector.Snapshot, seats collector.RoleCount) roleView {
	r := roleView{
		Role:             seats.Role,
		Seats:            seats.Count,
		Pro:              collector.CountOf(s.Pro, seats.Role),
		WithoutTwoFactor: newCell(s.WithoutTwoFactor, s.Undisclosed, "two_factor", seats.Role),
		External:         newCell(s.External, s.Undisclosed, "external_collaborator", seats.Role),
		Unlisted:         unlistedCell(s.Directory, seats.Role),
	}
	if seats.Role == string(huggingface.RoleAdmin) {
		r.WithoutTwoFactor.alarm(alertWithout2FA)
		r.External.alarm(alertExternalAdmin)
		r.Unlisted.alarm("HuggingFaceMemberNotInDirectory")
	}
	return r
}

// totalOf sums up the columns.
func totalOf(roles []roleView, s *collector.Snapshot) roleView {
	total := roleView{Seats: s.Members}
	for _, r := range roles {
		total.Pro += r.Pro
		total.WithoutTwoFactor.add(r.WithoutTwoFactor)
		total.External.add(r.External)
		total.Unlisted.add(r.Unlisted)
	}
	return total
}

func (c *cell) add(other cell) {
	c.Known = other.Known
	c.Count += other.Count
	c.Missing += other.Missing
}

// alarm marks a number that calls for action unless it is 0.
func (c *cell) alarm(runbook string) {
	if c.Count > 0 {
		c.Alarm, c.Runbook = true, runbook
	}
}

// newCell is one role's number of a column, and for how many of its members the
// field is undisclosed. Where the column is known, a role that it lacks has
// none.
func newCell(column huggingface.Optional[[]collector.RoleCount], undisclosed []collector.FieldCount, field, role string) cell {
	counts, known := column.Get()
	c := cell{Known: known, Count: collector.CountOf(counts, role)}
	for _, f := range undisclosed {
		if f.Field == field {
			c.Missing = collector.CountOf(f.ByRole, role)
		}
	}
	return c
}

func unlistedCell(directory huggingface.Optional[[]collector.ListingCount], role string) cell {
	counts, known := directory.Get()
	c := cell{Known: known}
	for _, l := range counts {
		switch l.Listing {
		case collector.Unlisted:
			c.Count = collector.CountOf(l.ByRole, role)
		case collector.ListingUnknown:
			c.Missing = collector.CountOf(l.ByRole, role)
		case collector.Listed:
		}
	}
	return c
}
