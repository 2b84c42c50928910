package hubtest

import (
	"cmp"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Request is one request that arrived.
type Request struct {
	ID           string // X-Request-Id of the answer
	Time         time.Time
	Method       string
	Path         string
	RawQuery     string
	Organization string // "" for whoami
	// Page counts from 1 in the members list. It is 0 for other endpoints, and
	// for a cursor that the Hub did not hand out.
	Page   int
	Token  string // the secret; "" for none
	Header http.Header
	// Status is that of the answer, 0 while or where there is none.
	Status int

	endpoint string
}

// Requests returns what arrived, in that order.
func (h *Hub) Requests() []Request {
	l := &h.requests
	l.mu.Lock()
	defer l.mu.Unlock()
	all := make([]Request, len(l.entries))
	for i, e := range l.entries {
		all[i] = *e
	}
	return all
}

// ResetRequests empties the list of what arrived.
func (h *Hub) ResetRequests() {
	h.requests.mu.Lock()
	defer h.requests.mu.Unlock()
	h.requests.entries = nil
}

func (h *Hub) describe(r *http.Request) Request {
	request := Request{
		ID:       h.requestID(),
		Time:     time.Now(),
		Method:   r.Method,
		Path:     r.URL.Path,
		RawQuery: r.URL.RawQuery,
		Token:    secretOf(r),
		Header:   r.Header.Clone(),
	}
	request.endpoint, request.Organization = route(r.URL)
	if request.endpoint == endpointMembers {
		if place, ok := positionOf(r.URL); ok {
			request.Page = place.page
		}
	}
	return request
}

// requestLog keeps requests: all, or the latest ones where keep is set.
type requestLog struct {
	mu      sync.Mutex
	keep    int
	entries []*Request
}

func (l *requestLog) add(r *Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.keep > 0 && len(l.entries) == l.keep {
		l.entries = slices.Delete(l.entries, 0, 1)
	}
	l.entries = append(l.entries, r)
}

// setStatus notes the status of an answer: the first one counts.
func (l *requestLog) setStatus(r *Request, status int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r.Status = cmp.Or(r.Status, status)
}

// statusWriter notes the status before the client can see it.
type statusWriter struct {
	http.ResponseWriter
	log     *requestLog
	request *Request
}

func (w *statusWriter) WriteHeader(status int) {
	w.log.setStatus(w.request, status)
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(p []byte) (int, error) {
	w.log.setStatus(w.request, http.StatusOK)
	return w.ResponseWriter.Write(p)
}

// Unwrap gives [http.ResponseController] the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter {
	return w.ResponseWriter
}
