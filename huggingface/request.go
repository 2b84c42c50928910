package huggingface

import (
	"context"
	"net/http"
	"net/url"
)

// request is a request for a page on its way, and then its answer.
type request struct {
	url    string
	cancel context.CancelFunc
	done   chan struct{} // closed when resp and err are set
	resp   *http.Response
	err    error
}

// request returns the request for a page: the one that was sent ahead for it,
// or a new one. The caller closes it.
func (l *listing) request(ctx context.Context, u *url.URL) *request {
	if ahead := l.ahead; ahead != nil && ahead.url == u.String() {
		l.ahead = nil
		return ahead
	}
	return l.send(ctx, u)
}

// requestAhead asks for the page that comes next, unless that was done already
// by a try whose body broke off.
func (l *listing) requestAhead(ctx context.Context, u *url.URL) {
	if l.ahead != nil && l.ahead.url == u.String() {
		return
	}
	l.ahead.close()
	l.ahead = l.send(ctx, u)
}

func (l *listing) send(ctx context.Context, u *url.URL) *request {
	ctx, cancel := context.WithCancel(ctx)
	r := &request{url: u.String(), cancel: cancel, done: make(chan struct{})}
	go func() {
		defer close(r.done)
		r.resp, r.err = l.session.get(ctx, u) //nolint:bodyclose // close does
	}()
	return r
}

// answer waits for the headers of the answer.
func (r *request) answer() (*http.Response, error) {
	<-r.done
	return r.resp, r.err
}

// close ends a request, answered or not. It may be nil.
func (r *request) close() {
	if r == nil {
		return
	}
	r.cancel()
	<-r.done
	if r.resp != nil {
		r.resp.Body.Close()
	}
}
