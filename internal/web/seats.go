package web

import (
	"strings"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/textfmt"
)

// seatsView is the table of seats by role, and the bar above it.
type seatsView struct {
	Members, Limit int
	Roles          []roleView
	// Total has the sums of the columns.
	Total roleView
	// Undisclosed are the fields that the Hub left out of at least one member.
	Undisclosed []collector.FieldCount
	Hidden      int
	Pages       int
	// Shares is the bar in words.
	Shares string
}

type roleView struct {
	Role  string
	Seats int
	// Start and Width are the role's part of the bar, in percent of it.
	Start, Width               float64
	Pro                        int
	WithoutTwoFactor, External cell
}

// cell is a number that may be unknown, or unknown for some members.
type cell struct {
	Known   bool
	Count   int
	Missing int // members for whom it is unknown
}

func newSeatsView(s *collector.Snapshot, limit int) *seatsView {
	if s == nil {
		return nil
	}
	v := &seatsView{Members: s.Members, Limit: limit, Pages: s.Pages}
	v.Hidden, _ = s.HiddenGroupMembers().Get()
	for _, f := range s.Undisclosed {
		if f.Count > 0 {
			v.Undisclosed = append(v.Undisclosed, f)
		}
	}
	var words []string
	start := 0.0
	for _, seats := range s.ByRole {
		r := roleView{
			Role:             seats.Role,
			Seats:            seats.Count,
			Start:            start,
			Pro:              countOf(s.Pro, seats.Role),
			WithoutTwoFactor: newCell(s.WithoutTwoFactor, seats.Role),
			External:         newCell(s.External, seats.Role),
		}
		if s.Members > 0 {
			r.Width = 100 * float64(seats.Count) / float64(s.Members)
		}
		start += r.Width
		v.Roles = append(v.Roles, r)
		words = append(words, seats.Role+" "+textfmt.Number(seats.Count))
	}
	v.Shares = strings.Join(words, ", ")
	v.Total = totalOf(v.Roles, s)
	return v
}

// totalOf sums up the columns, and says for how many members they are unknown.
func totalOf(roles []roleView, s *collector.Snapshot) roleView {
	missing := make(map[string]int)
	for _, f := range s.Undisclosed {
		missing[f.Field] = f.Count
	}
	total := roleView{
		Seats:            s.Members,
		WithoutTwoFactor: cell{Missing: missing["two_factor"]},
		External:         cell{Missing: missing["external_collaborator"]},
	}
	for _, r := range roles {
		total.Pro += r.Pro
		total.WithoutTwoFactor.add(r.WithoutTwoFactor)
		total.External.add(r.External)
	}
	return total
}

func (c *cell) add(other cell) {
	c.Known = other.Known
	c.Count += other.Count
}

// newCell is one role's number of a column. Where the column is known, a role
// that it lacks has none.
func newCell(column huggingface.Optional[[]collector.RoleCount], role string) cell {
	counts, known := column.Get()
	return cell{Known: known, Count: countOf(counts, role)}
}

func countOf(counts []collector.RoleCount, role string) int {
	for _, c := range counts {
		if c.Role == role {
			return c.Count
		}
	}
	return 0
}
