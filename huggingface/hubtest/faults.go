package hubtest

import (
	"net/http"
	"slices"
	"sync"
)

// Fault goes between a request and its true answer, which next gives. A fault
// may answer itself, delay, alter what next wrote or break the connection.
type Fault func(w http.ResponseWriter, r *http.Request, next http.Handler)

// Match tells which requests a fault strikes. The zero Match is every request.
type Match struct {
	Organization string // "": any
	Page         int    // of the members list, from 1; 0: any
	Path         string // "members", "overview" or "whoami"; "": any
	Times        int    // so many requests; 0: always
	After        int    // let so many pass first
}

// Fault switches a fault on, and returns what switches it off. Where several
// faults match, the one that was switched on first is the outermost: it
// decides whether the others are reached at all, and a request that does not
// reach a fault does not count for its Times and After.
func (h *Hub) Fault(match Match, f Fault) func() {
	entry := &activeFault{match: match, fault: f}
	h.faults.mu.Lock()
	defer h.faults.mu.Unlock()
	h.faults.active = append(h.faults.active, entry)
	return func() { h.faults.remove(entry) }
}

type faults struct {
	mu     sync.Mutex
	active []*activeFault
}

type activeFault struct {
	match Match
	fault Fault
	seen  int // guarded by faults.mu
}

func (f *faults) remove(entry *activeFault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.active = slices.DeleteFunc(f.active, func(e *activeFault) bool { return e == entry })
}

// wrap puts the faults that match a request around its answer.
func (f *faults) wrap(request Request, answer http.Handler) http.Handler {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, entry := range slices.Backward(f.active) {
		if !entry.match.matches(request) {
			continue
		}
		next := answer
		answer = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if f.strikes(entry) {
				entry.fault(w, r, next)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
	return answer
}

func (m Match) matches(r Request) bool {
	return (m.Organization == "" || m.Organization == r.Organization) &&
		(m.Page == 0 || m.Page == r.Page) &&
		(m.Path == "" || m.Path == r.endpoint)
}

// strikes counts a request and tells whether it is this fault's turn.
func (f *faults) strikes(entry *activeFault) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	entry.seen++
	turn := entry.seen - entry.match.After
	return turn > 0 && (entry.match.Times == 0 || turn <= entry.match.Times)
}
