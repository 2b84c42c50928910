package huggingface

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/url"
	"strconv"
)

// Members lists the members of an organization, each once (by ID), in the
// Hub's order, from GET /api/organizations/{name}/members.
//
// It streams, and asks for a page while it reads the one before. It yields an
// error once, as the last thing: then what it yielded before is not the whole
// list. Errors are an [*APIError], a [*ResponseError], a [*TokenError], the
// context's, or of the connection; [ErrorCode] names and [Diagnose] explains
// them. Cancel the context, or stop the iteration, to end it early.
func (c *Client) Members(ctx context.Context, organization string, opts ...ListOption) iter.Seq2[Member, error] {
	return func(yield func(Member, error) bool) {
		s, err := c.begin(EndpointMembers)
		if err == nil {
			err = CheckOrganization(organization)
		}
		if err != nil {
			yield(Member{}, err)
			return
		}
		l := newListing(s, opts)
		ctx, cancel := context.WithCancel(ctx)
		defer l.abandon()
		defer cancel()
		if err := l.read(ctx, c.membersURL(organization), yield); err != nil {
			yield(Member{}, s.redacted(err))
		}
	}
}

func (c *Client) membersURL(organization string) *url.URL {
	u := c.hub.JoinPath("api", "organizations", url.PathEscape(organization), "members")
	u.RawQuery = url.Values{"limit": {strconv.Itoa(c.pageSize)}}.Encode()
	return u
}

var (
	errStopped    = errors.New("the caller stopped")
	errSameLink   = errors.New("its next link leads to a page that was read already: the list never ends")
	errNoProgress = errors.New("it adds no member and still links to a next page: the list never ends")
)

// listing is one call of Members.
type listing struct {
	session *session
	decoder *decoder
	first   func(Member) bool
	onPage  func(page int)
	// seen has the URLs asked for, to notice a loop.
	seen map[string]struct{}
	// ahead is the page that was asked for and is not being read yet.
	ahead chan fetched
}

// fetched is the beginning of an answer, or why there is none.
type fetched struct {
	resp *http.Response
	err  error
}

func newListing(s *session, opts []ListOption) *listing {
	ids := make(map[ID]struct{})
	l := &listing{
		session: s,
		decoder: newDecoder(),
		onPage:  func(int) {},
		seen:    make(map[string]struct{}),
		first: func(m Member) bool {
			before := len(ids)
			ids[m.ID] = struct{}{}
			return len(ids) > before
		},
	}
	for _, opt := range opts {
		opt(l)
	}
	return l
}

// read yields the members of all pages from u on.
func (l *listing) read(ctx context.Context, u *url.URL, yield func(Member, error) bool) error {
	l.fetch(ctx, u)
	for page := 1; l.ahead != nil; page++ {
		got := <-l.ahead
		l.ahead = nil
		if got.err != nil {
			return onPage(page, got.err)
		}
		err := l.readPage(ctx, got.resp, yield)
		got.resp.Body.Close()
		if errors.Is(err, errStopped) {
			return nil
		}
		if err != nil {
			return onPage(page, unusable(got.resp, err))
		}
		l.onPage(page)
	}
	return nil
}

// readPage asks for the next page, then yields the members of this one.
func (l *listing) readPage(ctx context.Context, resp *http.Response, yield func(Member, error) bool) error {
	next, err := nextLink(resp.Header, resp.Request.URL)
	if err != nil {
		return err
	}
	if next != nil {
		if _, again := l.seen[next.String()]; again {
			return errSameLink
		}
		l.fetch(ctx, next)
	}
	added, stopped := 0, false
	err = l.decoder.page(resp.Body, func(m Member) bool {
		if !l.first(m) {
			return true
		}
		added++
		stopped = !yield(m, nil)
		return !stopped
	})
	switch {
	case stopped:
		return errStopped
	case err == nil && added == 0 && next != nil:
		return errNoProgress
	}
	return err
}

// fetch asks for a page in the background.
func (l *listing) fetch(ctx context.Context, u *url.URL) {
	l.seen[u.String()] = struct{}{}
	ahead := make(chan fetched, 1)
	l.ahead = ahead
	go func() {
		resp, err := l.session.get(ctx, u) //nolint:bodyclose // whoever takes it from the channel closes it
		ahead <- fetched{resp, err}
	}()
}

// abandon waits for the page that was asked for and will not be read.
func (l *listing) abandon() {
	if l.ahead == nil {
		return
	}
	if got := <-l.ahead; got.err == nil {
		got.resp.Body.Close()
	}
}

// unusable makes a ResponseError of an error in reading a page, unless the
// connection broke.
func unusable(resp *http.Response, err error) error {
	if d, ok := resp.Body.(*decodedBody); ok && d.body.err != nil {
		return d.body.err
	}
	if e, ok := errors.AsType[*ResponseError](err); ok {
		err = e.Err
	}
	return &ResponseError{RequestID: requestID(resp), Err: err}
}

// onPage notes on which page a ResponseError happened.
func onPage(page int, err error) error {
	if e, ok := errors.AsType[*ResponseError](err); ok {
		return &ResponseError{Page: page, RequestID: e.RequestID, Err: e.Err}
	}
	return err
}
