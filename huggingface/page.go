package huggingface

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

var (
	errSameLink   = errors.New("its next link leads to a page that was read already: the list never ends")
	errNoProgress = errors.New("it adds no member and still links to a next page: the list never ends")
	errHiddenList = errors.New("the list of members is empty, and an organization has at least one: the list is hidden from this token")
	errBrokenLink = errors.New("the next link leads to a page that does not exist")
)

// page is one page of a listing. It may take several tries to read it.
type page struct {
	number int // from 1
	url    *url.URL
	// added counts the members that the page added to the list. A body that
	// broke off has added some, which the next try does not add again.
	added int
}

// readPage tries once to read a page: it yields its members and returns the
// URL of the next page, nil for the last one. It asks for the next page while
// it reads the body.
func (l *listing) readPage(ctx context.Context, p *page, yield func(Member) bool) (*url.URL, error) {
	request := l.request(ctx, p.url)
	defer request.close()
	resp, err := request.answer() //nolint:bodyclose // closing the request does
	if err != nil {
		return nil, p.failed(err)
	}
	next, err := l.next(resp)
	if err != nil {
		return nil, p.failed(unusable(resp, err))
	}
	if next != nil {
		l.requestAhead(ctx, next)
	}
	if err := l.readBody(resp, p, next == nil, yield); err != nil {
		return nil, p.failed(err)
	}
	if p.number == 1 {
		l.tellCanonicalName(resp.Request.URL)
	}
	return next, nil
}

// readBody yields the members of a page that were not seen before.
func (l *listing) readBody(resp *http.Response, p *page, last bool, yield func(Member) bool) error {
	members := 0
	err := l.decoder.page(resp.Body, func(m Member) bool {
		members++
		if !l.first(m) {
			return true
		}
		p.added++
		return yield(m)
	})
	switch {
	case errors.Is(err, errStopped):
		return err
	case err != nil:
	case p.added == 0 && !last:
		err = errNoProgress
	case p.number == 1 && members == 0:
		err = errHiddenList
	}
	if err != nil {
		return unusable(resp, err)
	}
	return nil
}

// next returns the URL of the page after an answer's.
func (l *listing) next(resp *http.Response) (*url.URL, error) {
	next, err := nextLink(resp.Header, resp.Request.URL)
	if err != nil || next == nil {
		return nil, err
	}
	if _, again := l.asked[next.String()]; again {
		return nil, errSameLink
	}
	return next, nil
}

// failed notes the page in an error. A page that is missing, after another
// linked to it, does not mean that the organization is.
func (p *page) failed(err error) error {
	if e, ok := errors.AsType[*APIError](err); ok {
		if e.StatusCode == http.StatusNotFound && p.number > 1 {
			return &ResponseError{Page: p.number, RequestID: e.RequestID, Err: fmt.Errorf("%w (HTTP 404 for the path %s)", errBrokenLink, p.url.EscapedPath())}
		}
		e.Page = p.number
	}
	if e, ok := errors.AsType[*ResponseError](err); ok {
		e.Page = p.number
	}
	return err
}
