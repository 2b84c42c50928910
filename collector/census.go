package collector

import "huggingface_exporter/huggingface"

// census remembers who was in the last complete listing, in one map that is
// changed in place: a byte beside each ID is enough to count each member of a
// listing once, to compare a complete listing with the last complete one, and
// to undo a listing that broke off.
type census struct {
	people map[huggingface.ID]person
	// mark is that of the members seen in the listing being read. All others
	// have the other one: those unseen are forgotten when it is complete, and
	// those seen are turned back when it is not.
	mark  person
	taken bool // there has been a complete listing
}

// person is a member's role in the listing where the member was seen last, the
// role in the complete one before it, or absent, and a mark. It is packed, as
// there are as many as members.
type person uint8

const (
	absent = roles
	marked = person(1 << 7)
)

func newPerson(before, now role, mark person) person {
	return mark | person(before)<<3 | person(now)
}

func (p person) mark() person { return p & marked }
func (p person) before() role { return role(p >> 3 & 7) }
func (p person) now() role    { return role(p & 7) }

// churn is what changed between two complete listings.
type churn struct {
	joined, left int
	changed      map[roleChange]int
}

type roleChange struct{ from, to role }

// first notes that m is in the listing that is being read. It reports whether
// this is the first time in this listing.
func (c *census) first(m huggingface.Member) bool {
	before := absent
	if p, known := c.people[m.ID]; known {
		if p.mark() == c.mark {
			return false
		}
		before = p.now()
	}
	if c.people == nil {
		c.people = make(map[huggingface.ID]person)
	}
	c.people[m.ID] = newPerson(before, memberRole(&m), c.mark)
	return true
}

// commit ends a complete listing and compares it with the one before. The
// first has nothing to be compared with. A role that is disclosed anew, or no
// longer, is no change of role: the token has changed, not the member.
func (c *census) commit() churn {
	var result churn
	for id, p := range c.people {
		before, now := p.before(), p.now()
		switch {
		case p.mark() != c.mark:
			result.left++
			delete(c.people, id)
		case before == absent:
			result.joined++
		case before != now && before != roleUnknown && now != roleUnknown:
			if result.changed == nil {
				result.changed = make(map[roleChange]int)
			}
			result.changed[roleChange{before, now}]++
		}
	}
	if !c.taken {
		result = churn{}
	}
	c.taken = true
	c.mark ^= marked
	return result
}

// rollback ends a listing that broke off, as though it had not begun.
func (c *census) rollback() {
	for id, p := range c.people {
		switch {
		case p.mark() != c.mark:
		case p.before() == absent:
			delete(c.people, id)
		default:
			c.people[id] = newPerson(absent, p.before(), c.mark^marked)
		}
	}
}
