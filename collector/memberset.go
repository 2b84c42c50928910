package collector

import "huggingface_exporter/huggingface"

// memberSet remembers the members of the last complete listing, in one map that
// is changed in place. A byte beside each ID is enough to count each member of
// a listing once, to compare a complete listing with the last complete one, and
// to undo a listing that failed.
type memberSet struct {
	states map[huggingface.ID]memberState
	// mark is the mark of the members seen in the listing being read. All
	// others have the other mark. When the listing is complete, those not seen
	// are forgotten; when it failed, those seen are reset.
	mark     memberState
	complete bool // there has been a complete listing
}

// memberState is packed, as there are as many as members: the role in the
// listing where the member was seen last, the role in the complete listing
// before that (or absent), and a mark.
type memberState uint8

const (
	absent = roles
	marked = memberState(1 << 7)
)

func newMemberState(before, now role, mark memberState) memberState {
	return mark | memberState(before)<<3 | memberState(now)
}

func (s memberState) mark() memberState { return s & marked }
func (s memberState) before() role      { return role(s >> 3 & 7) }
func (s memberState) now() role         { return role(s & 7) }

// churn is what changed between two complete listings.
type churn struct {
	joined, left int
	changed      map[roleChange]int
}

type roleChange struct{ from, to role }

// add notes that m is in the listing being read. It reports whether this is the
// first time in this listing.
func (s *memberSet) add(m huggingface.Member) bool {
	before := absent
	if state, known := s.states[m.ID]; known {
		if state.mark() == s.mark {
			return false
		}
		before = state.now()
	}
	if s.states == nil {
		s.states = make(map[huggingface.ID]memberState)
	}
	s.states[m.ID] = newMemberState(before, memberRole(&m), s.mark)
	return true
}

// commit ends a complete listing and compares it with the one before. The first
// one has nothing to be compared with. A role that is disclosed for the first
// time, or no longer, is not a change of role: the token has changed, not the
// member.
func (s *memberSet) commit() churn {
	var result churn
	for id, state := range s.states {
		before, now := state.before(), state.now()
		switch {
		case state.mark() != s.mark:
			result.left++
			delete(s.states, id)
		case before == absent:
			result.joined++
		case before != now && before != roleUnknown && now != roleUnknown:
			if result.changed == nil {
				result.changed = make(map[roleChange]int)
			}
			result.changed[roleChange{before, now}]++
		}
	}
	if !s.complete {
		result = churn{}
	}
	s.complete = true
	s.mark ^= marked
	return result
}

// rollback ends a listing that failed, as if it had not begun.
func (s *memberSet) rollback() {
	for id, state := range s.states {
		switch {
		case state.mark() != s.mark:
		case state.before() == absent:
			delete(s.states, id)
		default:
			s.states[id] = newMemberState(absent, state.before(), s.mark^marked)
		}
	}
}
