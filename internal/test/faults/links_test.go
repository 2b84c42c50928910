package faults_test

import (
	"net/http"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// swap replaces a part of the link, which is <http://hub.test/api...>; rel="next".
func swap(old, with string) hubtest.Fault {
	return hubtest.EditLink(func(_ *http.Request, link string) string { return strings.Replace(link, old, with, 1) })
}

// A list has as many links as pages less one, each for its page. Whatever else
// a link is, following it would end in a list of others or of nobody.
func TestLinks(t *testing.T) {
	elsewhere := func(fault hubtest.Fault) row {
		return row{fault: fault, match: hubtest.Match{Page: 2}, code: "response", kind: huggingface.KindElsewhere, says: "leads away from the endpoint, http://hub.test:80, to ", anonymous: true, requests: 2}
	}
	loop := func(fault func() hubtest.Fault, says string) row {
		return row{strike: eachTime(fault), code: "response", kind: huggingface.KindResponse, says: says + ": the list never ends"}
	}
	run(t, map[string]row{
		"nonsense": unusable(hubtest.NextLink("nonsense"), hubtest.Match{Page: 2}, "RFC 8288"),
		"no URL":   unusable(swap("http://hub.test", "http://hub.test:eighty"), hubtest.Match{Page: 2}, "not a URL"),

		"a foreign host":      elsewhere(swap("hub.test", "evil.test")),
		"a foreign subdomain": elsewhere(swap("hub.test", "www.hub.test")),
		"a final dot":         elsewhere(swap("hub.test", "hub.test.")),
		"a user like a host":  elsewhere(swap("hub.test", "hub.test@evil.test")),

		"a loop of 1":            loop(hubtest.LoopingCursor, "a page that was read already"),
		"duplicates without end": loop(hubtest.EndlessDuplicates, "still links to a next page"),
		"fragments without end":  loop(fragments, "still links to a next page"),

		"a relative URL":   {fault: swap("http://hub.test", ""), requests: 4},
		"capital letters":  {fault: swap("http://hub.test", "HTTP://HUB.TEST"), requests: 4},
		"the default port": {fault: swap("hub.test", "hub.test:80"), match: hubtest.Match{Page: 1}, requests: 4},
		"a fragment":       {fault: swap(">", "#top>"), requests: 4},
	})
}

// fragments links each page to itself, ever under another name.
func fragments() hubtest.Fault {
	n := 0
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		n++
		hubtest.NextLink("<"+r.URL.RequestURI()+"#"+itoa(n)+`>; rel="next"`)(w, r, next)
	}
}

func TestRedirects(t *testing.T) {
	to := hubtest.Redirect
	elsewhere := func(status int, location string) row {
		return row{fault: to(status, location), code: "response", kind: huggingface.KindElsewhere, says: "leads away from the endpoint", anonymous: true, requests: 1}
	}
	run(t, map[string]row{
		"at home, 308":       {fault: to(308, "http://hub.test:80/api/organizations/acme/members?limit=10"), match: hubtest.Match{Times: 1}, requests: 5},
		"in a circle":        {fault: to(302, "/api/organizations/acme/members?limit=10"), code: "response", kind: huggingface.KindResponse, says: "redirects more than 5 times", anonymous: true, requests: 6},
		"to another host":    elsewhere(301, "http://evil.test/api/organizations/acme/members?limit=10"),
		"to nowhere":         {fault: to(302, "http://hub.test:port/"), code: "response", kind: huggingface.KindResponse, says: "Location"},
		"without a Location": {fault: bare(302), code: "302", kind: huggingface.KindUnexpected, says: "Found", requests: 1},
		"on page 3":          {fault: to(302, "http://evil.test/"), match: hubtest.Match{Page: 3}, code: "response", kind: huggingface.KindElsewhere, says: "page 3", anonymous: true, requests: 3},
	})
}
