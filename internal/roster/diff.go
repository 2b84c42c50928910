package roster

import (
	"cmp"
	"io"
	"iter"
	"slices"

	"huggingface_exporter/huggingface"
)

// Diff compares rosters with a saved one. Members are the same who have the
// same user ID, whatever their name.
type Diff struct {
	saved   *Saved
	changes []change
	added   bool // whether any organization was compared
}

// change is one change of a member. Its fields are in the order of the columns.
type change struct {
	Organization string `json:"organization"`
	Change       kind   `json:"change"`
	UserID       string `json:"user_id"`
	Username     string `json:"username"`
	FullName     string `json:"full_name"`
	// Before and After are values of the field that changed, the role for
	// those who joined or left; nil where the member was not there.
	Before *string `json:"before"`
	After  *string `json:"after"`
}

// kind is what changed: who is a member, or a field.
type kind string

const (
	joined           kind = "joined"
	left             kind = "left"
	changedRole      kind = "role"
	changedTwoFactor kind = "two_factor"
	changedExternal  kind = "external"
	changedPro       kind = "pro"
)

// kinds are in the order in which they are printed.
func kinds() []kind {
	return []kind{joined, left, changedRole, changedTwoFactor, changedExternal, changedPro}
}

// Uncompared is the number of members of whom a field could not be compared, as
// the Hub does not disclose it, or did not.
type Uncompared struct {
	Field   string
	Members int
}

// NewDiff returns a comparison with a saved roster.
func NewDiff(saved *Saved) *Diff { return &Diff{saved: saved} }

// Comparison is what has changed in one organization.
type Comparison struct {
	changes []change
	// Uncompared are in the order of the fields.
	Uncompared []Uncompared
}

// Compare compares the members of an organization with the saved ones. It may
// be called concurrently.
func (d *Diff) Compare(o Organization) (*Comparison, error) {
	saved, err := d.saved.members(o.Name)
	if err != nil {
		return nil, err
	}
	var changes []change
	uncompared, seen := make(map[kind]int), make(map[huggingface.ID]struct{})
	for m, err := range o.all() {
		if err != nil {
			return nil, err
		}
		cells := newMember(o.Name, m, nil).cells()
		now := newState(cells)
		before, known := saved[m.ID]
		seen[m.ID] = struct{}{}
		base := change{Organization: o.Name, UserID: cells[cellUserID], Username: now.username, FullName: now.fullName}
		if !known {
			changes = append(changes, base.of(joined, nil, &now.role))
			continue
		}
		for k, pair := range compared(&before, &now) {
			if pair.before == undisclosed || pair.after == undisclosed {
				uncompared[k]++
			} else if harmless(pair.before) != harmless(pair.after) { // as far as CSV tells them apart
				changes = append(changes, base.of(k, &pair.before, &pair.after))
			}
		}
	}
	for id, gone := range saved {
		if _, stayed := seen[id]; stayed {
			continue
		}
		base := change{Organization: o.Name, UserID: id.String(), Username: gone.username, FullName: gone.fullName}
		changes = append(changes, base.of(left, &gone.role, nil))
	}
	slices.SortFunc(changes, func(a, b change) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds(), a.Change), slices.Index(kinds(), b.Change)),
			cmp.Compare(a.Username, b.Username), cmp.Compare(a.UserID, b.UserID))
	})
	return &Comparison{changes, counts(uncompared)}, nil
}

// Add appends a comparison to what is printed.
func (d *Diff) Add(c *Comparison) { d.changes, d.added = append(d.changes, c.changes...), true }

// Write prints the changes, a line each, in the order of the organizations, or
// nothing at all if none could be compared.
func (d *Diff) Write(w io.Writer, format string) error {
	if !d.added {
		return nil
	}
	return writeLines(w, format, []string{"organization", "change", "user_id", "username", "full_name", "before", "after"}, d.changes)
}

type pair struct{ before, after string }

// compared yields what is compared of a member who was there and still is.
func compared(before, now *state) iter.Seq2[kind, pair] {
	return func(yield func(kind, pair) bool) {
		_ = yield(changedRole, pair{before.role, now.role}) &&
			yield(changedTwoFactor, pair{before.twoFactor, now.twoFactor}) &&
			yield(changedExternal, pair{before.external, now.external}) &&
			yield(changedPro, pair{before.pro, now.pro})
	}
}

func counts(uncompared map[kind]int) []Uncompared {
	var counts []Uncompared
	for _, k := range kinds() {
		if n := uncompared[k]; n > 0 {
			counts = append(counts, Uncompared{Field: string(k), Members: n})
		}
	}
	return counts
}

func (c change) of(k kind, before, after *string) change {
	c.Change, c.Before, c.After = k, before, after
	return c
}

func (c change) cells() []string {
	return []string{
		c.Organization, string(c.Change), c.UserID, c.Username, c.FullName, show(c.Before, "", verbatim), show(c.After, "", verbatim),
	}
}
