package collector

import "huggingface_exporter/huggingface"

// census remembers who was in the last complete listing, in one map that is
// changed in place: a byte beside each ID is enough to count each member of a
// listing once, to compare a complete listing with the last complete one, and
// to undo a listing that broke off.
type census struct {
	people map[huggingface.ID]person
	taken  bool // there has been a complete listing
}

// person has a member's role in the last complete listing and in the one that
// is being read; absent where the member was in none. It is packed, as there
// are as many as members.
type person uint8

const absent = roles

func newPerson(before, now role) person { return person(before<<4 | now) }

func (p person) before() role { return role(p >> 4) }
func (p person) now() role    { return role(p & 0xf) }

// churn is what changed between two complete listings.
type churn struct {
	joined, left int
	changed      map[roleChange]int
}

type roleChange struct{ from, to role }

// first notes that m is in the listing that is being read. It reports whether
// this is the first time in this listing.
func (c *census) first(m huggingface.Member) bool {
	p, known := c.people[m.ID]
	if !known {
		p = newPerson(absent, absent)
	}
	if p.now() != absent {
		return false
	}
	if c.people == nil {
		c.people = make(map[huggingface.ID]person)
	}
	c.people[m.ID] = newPerson(p.before(), memberRole(&m))
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
		case now == absent:
			result.left++
			delete(c.people, id)
			continue
		case before == absent:
			result.joined++
		case before != now && before != roleUnknown && now != roleUnknown:
			if result.changed == nil {
				result.changed = make(map[roleChange]int)
			}
			result.changed[roleChange{before, now}]++
		}
		c.people[id] = newPerson(now, absent)
	}
	if !c.taken {
		result = churn{}
	}
	c.taken = true
	return result
}

// rollback ends a listing that broke off, as though it had not begun.
func (c *census) rollback() {
	for id, p := range c.people {
		if p.before() == absent {
			delete(c.people, id)
		} else if p.now() != absent {
			c.people[id] = newPerson(p.before(), absent)
		}
	}
}
