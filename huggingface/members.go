package huggingface

import (
	"context"
	"errors"
	"iter"
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
// context's, or of the connection; [ErrorCode] names and [KindOf] tells what
// they mean. Cancel the context, or stop the iteration, to end it early.
func (c *Client) Members(ctx context.Context, organization string, opts ...ListOption) iter.Seq2[Member, error] {
	return func(yield func(Member, error) bool) {
		s, err := c.begin(ctx, EndpointMembers)
		if err == nil {
			err = CheckOrganization(organization)
		}
		if err != nil {
			yield(Member{}, err)
			return
		}
		l := newListing(s, organization, opts)
		stopped := false
		err = l.read(ctx, func(m Member) bool {
			stopped = !yield(m, nil)
			return !stopped
		})
		if err != nil && !stopped {
			yield(Member{}, s.redacted(err))
		}
	}
}

// firstPage returns the URL of a listing's first page.
func (l *listing) firstPage() *url.URL {
	u := l.session.hub.JoinPath("api", "organizations", url.PathEscape(l.organization), "members")
	u.RawQuery = url.Values{"limit": {strconv.Itoa(l.pageSize)}}.Encode()
	return u
}

// errStopped ends a listing whose caller has stopped the iteration.
var errStopped = errors.New("the caller stopped")

// read yields the members of all pages.
func (l *listing) read(ctx context.Context, yield func(Member) bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer func() { l.ahead.close() }()
	p := &page{number: 1, url: l.firstPage()}
	for p != nil {
		l.asked[p.url.String()] = struct{}{}
		next, err := retry(ctx, l.tries, func() (*url.URL, error) { return l.readPage(ctx, p, yield) })
		if err != nil {
			return err
		}
		l.onPage(p.number)
		if next == nil {
			return nil
		}
		p = &page{number: p.number + 1, url: next}
	}
	return nil
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
