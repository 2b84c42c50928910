package hubtest

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Hub is the double. Its methods may be called at any time, also while it
// answers requests. Make one with [New].
type Hub struct {
	mu            sync.RWMutex
	organizations map[string]*organization
	tokens        map[string]Token
	canonical     map[string]string // by the name in lower case, former ones too

	limiter  limiter
	faults   faults
	requests requestLog
	plain    atomic.Bool // gzip is off
	answers  atomic.Uint64
}

// New returns a Hub with no organizations. It is an [http.Handler];
// [NewServer] starts it on loopback.
//
// It grants each token 1000 requests in five minutes, as the Hub documents for
// free accounts; [Hub.SetQuota] changes that.
func New() *Hub {
	h := &Hub{
		organizations: make(map[string]*organization),
		tokens:        make(map[string]Token),
		canonical:     make(map[string]string),
	}
	h.SetQuota(1000, 5*time.Minute)
	return h
}

// SetGzip tells whether bodies are compressed for clients that accept it, as
// the Hub does. It is on from the start.
func (h *Hub) SetGzip(on bool) {
	h.plain.Store(!on)
}

// ServeHTTP answers as the Hub would, faults included.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	request := h.describe(r)
	noted := request
	h.requests.add(&noted)
	w = &statusWriter{ResponseWriter: w, log: &h.requests, request: &noted}
	w.Header().Set("X-Request-Id", request.ID)
	w.Header().Set("X-Powered-By", "huggingface-moon")

	if !h.limiter.admit(w.Header(), request.Token) {
		writeError(w, http.StatusTooManyRequests, "TooManyRequests", rateLimitMessage)
		return
	}
	h.faults.wrap(request, http.HandlerFunc(h.answer)).ServeHTTP(w, r)
}

// answer is the truth, before any fault.
func (h *Hub) answer(w http.ResponseWriter, r *http.Request) {
	endpoint, name := route(r.URL)
	switch {
	case endpoint == "":
		writeError(w, http.StatusNotFound, "NotFound", "Sorry, we can't find the page you are looking for.")
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		writeError(w, http.StatusMethodNotAllowed, "MethodNotAllowed", "Method not allowed")
	case endpoint == endpointWhoami:
		h.whoami(w, r)
	case h.redirected(w, r, name):
	case endpoint == endpointOverview:
		h.overview(w, r, name)
	default:
		h.members(w, r, name)
	}
}

// The endpoints, as [Match] names them.
const (
	endpointMembers  = "members"
	endpointOverview = "overview"
	endpointWhoami   = "whoami"
)

// route tells the endpoint and the organization that a URL asks for. The
// endpoint is "" for what the double does not have.
func route(u *url.URL) (string, string) {
	path := u.EscapedPath()
	if path == "/api/whoami-v2" {
		return endpointWhoami, ""
	}
	path, isOrganization := strings.CutPrefix(path, "/api/organizations/")
	escaped, endpoint, _ := strings.Cut(path, "/")
	name, err := url.PathUnescape(escaped)
	if !isOrganization || endpoint != endpointMembers && endpoint != endpointOverview || err != nil || name == "" {
		return "", ""
	}
	return endpoint, name
}

// requestID returns a new X-Request-Id in the form of the Hub's load balancer.
func (h *Hub) requestID() string {
	return fmt.Sprintf("Root=1-%08x-%024x", time.Now().Unix(), h.answers.Add(1))
}

// origin is the scheme and host that the client asked, for links to itself.
// A client's request that never went over a wire has them in its URL.
func origin(r *http.Request) string {
	scheme := cmp.Or(r.URL.Scheme, "http")
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + cmp.Or(r.Host, r.URL.Host)
}
