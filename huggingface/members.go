package huggingface

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Members lists the members of an organization, each once (by ID), in the
// Hub's order, from GET /api/organizations/{name}/members.
//
// It streams, and asks for a page while it reads the one before. It yields an
// error once, as the last thing: then what it yielded before is not the whole
// list. Errors are an [*APIError], a [*ResponseError], a [*TokenError], the
// context's, or of the connection; [ErrorCode] names and [KindOf] tells
// what they mean. Cancel the context, or stop the iteration, to end it early.
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
		l := newListing(s, organization, opts)
		if err := l.read(ctx, c.membersURL(organization, l.pageSize), yield); err != nil {
			yield(Member{}, s.redacted(err))
		}
	}
}

func (c *Client) membersURL(organization string, pageSize int) *url.URL {
	u := c.hub.JoinPath("api", "organizations", url.PathEscape(organization), "members")
	u.RawQuery = url.Values{"limit": {strconv.Itoa(pageSize)}}.Encode()
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
	// organization is the name asked for.
	organization string
	decoder      *decoder
	first        func(Member) bool
	onPage       func(page int)
	// onCanonicalName is told where the Hub redirects.
	onCanonicalName func(name string)
	pageSize        int
	// seen has the URLs asked for, to notice a loop.
	seen map[string]struct{}
}

// fetched is the beginning of an answer, with a link where there is a next
// page, or an error. An error with an answer is about that link.
type fetched struct {
	resp *http.Response
	next *url.URL
	err  error
}

func newListing(s *session, organization string, opts []ListOption) *listing {
	ids := make(map[ID]struct{})
	l := &listing{
		session:      s,
		organization: organization,
		decoder:      newDecoder(),
		onPage:       func(int) {},

		onCanonicalName: func(string) {},
		pageSize:        s.pageSize,
		seen:            make(map[string]struct{}),
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
	pages := make(chan fetched)
	ctx, cancel := context.WithCancel(ctx)
	go l.fetch(ctx, u, pages)
	defer func() {
		cancel()
		for unread := range pages {
			unread.close()
		}
	}()
	page := 0
	for got := range pages {
		page++
		err := l.readPage(got, yield)
		got.close()
		if errors.Is(err, errStopped) {
			return nil
		}
		if err != nil {
			return onPage(page, err)
		}
		if page == 1 {
			l.tellCanonicalName(got.resp.Request.URL)
		}
		l.onPage(page)
	}
	return nil
}

// fetch asks for page after page. It is one page ahead: nobody takes a page
// before the one before it is read.
func (l *listing) fetch(ctx context.Context, u *url.URL, pages chan<- fetched) {
	defer close(pages)
	for u != nil {
		l.seen[u.String()] = struct{}{}
		var got fetched
		got.resp, got.err = l.session.get(ctx, u) //nolint:bodyclose // whoever takes it from the channel closes it
		if got.err == nil {
			got.next, got.err = l.next(got.resp)
		}
		pages <- got
		u = got.next
	}
}

// tellCanonicalName compares the name asked for with that of the page that
// answered, which differs after a redirect.
func (l *listing) tellCanonicalName(answered *url.URL) {
	if name := nameIn(answered); name != "" && name != l.organization {
		l.onCanonicalName(name)
	}
}

// nameIn returns the organization that the URL of a members list is about, or
// "" for another URL.
func nameIn(u *url.URL) string {
	path, ok := strings.CutSuffix(u.Path, "/members")
	_, name, found := strings.Cut(path, "/api/organizations/")
	if !ok || !found || CheckOrganization(name) != nil {
		return ""
	}
	return name
}

func (l *listing) next(resp *http.Response) (*url.URL, error) {
	next, err := nextLink(resp.Header, resp.Request.URL)
	if err != nil || next == nil {
		return nil, err
	}
	if _, again := l.seen[next.String()]; again {
		return nil, errSameLink
	}
	return next, nil
}

func (f *fetched) close() {
	if f.resp != nil {
		f.resp.Body.Close()
	}
}

// readPage yields the members of a page.
func (l *listing) readPage(got fetched, yield func(Member, error) bool) error {
	switch {
	case got.resp == nil:
		return got.err
	case got.err != nil:
		return unusable(got.resp, got.err)
	}
	added, stopped := 0, false
	err := l.decoder.page(got.resp.Body, func(m Member) bool {
		if !l.first(m) {
			return true
		}
		added++
		stopped = !yield(m, nil)
		return !stopped
	})
	if stopped {
		return errStopped
	}
	if err == nil && added == 0 && got.next != nil {
		err = errNoProgress
	}
	if err != nil {
		return unusable(got.resp, err)
	}
	return nil
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
