package faults_test

import (
	"net/http"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// relink changes the Link header of the true answer.
func relink(change func(link string) string) hubtest.Fault {
	return hubtest.EditLink(func(_ *http.Request, link string) string { return change(link) })
}

// swap replaces a part of the link, which is <http://hub.test/api...>; rel="next".
func swap(old, with string) hubtest.Fault {
	return relink(func(link string) string { return strings.Replace(link, old, with, 1) })
}

// A list has as many links as pages less one, each for its page. Whatever else
// a link is, following it would end in a list of others or of nobody.
func TestLinks(t *testing.T) {
	elsewhere := func(fault hubtest.Fault) row {
		return row{fault: fault, match: hubtest.Match{Page: 2}, code: "response", kind: huggingface.KindElsewhere, says: "leads away from the endpoint, http://hub.test:80, to ", anonymous: true, requests: 2}
	}
	wrong := func(fault hubtest.Fault, says string) row { return unusable(fault, hubtest.Match{Page: 2}, says) }
	loop := func(fault hubtest.Fault, says string) row {
		return row{fault: fault, code: "response", kind: huggingface.KindResponse, says: says}
	}
	run(t, map[string]row{
		"no brackets":         wrong(hubtest.NextLink(`http://hub.test/api; rel="next"`), "RFC 8288"),
		"no closing bracket":  wrong(swap(">", ""), "RFC 8288"),
		"no quote at the end": wrong(relink(func(link string) string { return link[:len(link)-1] }), "RFC 8288"),
		"nonsense":            wrong(hubtest.NextLink("nonsense"), "RFC 8288"),
		"no URL":              wrong(swap("http://hub.test", "http://hub.test:eighty"), "not a URL"),
		"a control character": wrong(swap("members?", "members%zz?"), "not a URL"),

		"a foreign host":      elsewhere(swap("hub.test", "evil.test")),
		"a foreign suffix":    elsewhere(swap("hub.test", "hub.test.evil.test")),
		"a foreign subdomain": elsewhere(swap("hub.test", "www.hub.test")),
		"a final dot":         elsewhere(swap("hub.test", "hub.test.")),
		"another port":        elsewhere(swap("hub.test", "hub.test:8080")),
		"another scheme":      elsewhere(swap("http:", "https:")),
		"a file":              elsewhere(hubtest.NextLink(`<file:///etc/passwd>; rel="next"`)),
		"no scheme":           elsewhere(swap("http://hub.test", "//evil.test")),
		"user and password":   elsewhere(swap("hub.test", "user:password@hub.test")),
		"a user like a host":  elsewhere(swap("hub.test", "hub.test@evil.test")),

		"a loop of 1":            loop(hubtest.LoopingCursor(), "the list never ends"),
		"duplicates without end": loop(hubtest.EndlessDuplicates(), "the list never ends"),
		"fragments without end":  {strike: eachTime(fragments), code: "response", kind: huggingface.KindResponse, says: "the list never ends"},
		"back to page 1":         loop(hubtest.NextLink(`</api/organizations/acme/members?limit=10>; rel="next"`), "the list never ends"),

		"several rels": {fault: relink(func(link string) string {
			return `<http://evil.test/>; rel="prev", ` + link + `, <http://evil.test/2>; rel=last`
		}), requests: 4},
		"rels in one":      {fault: swap(`rel="next"`, `rel="last NEXT"`), requests: 4},
		"other parameters": {fault: swap(`rel="next"`, `title="a, b; rel=\"prev\""; rel=next`), requests: 4},
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
	to := func(status int, location string) hubtest.Fault { return hubtest.Redirect(status, location) }
	elsewhere := func(status int, location string) row {
		return row{fault: to(status, location), code: "response", kind: huggingface.KindElsewhere, says: "leads away from the endpoint", anonymous: true, requests: 1}
	}
	run(t, map[string]row{
		"at home":            {fault: to(302, "/api/organizations/acme/members?limit=10"), match: hubtest.Match{Times: 1}, requests: 5},
		"at home, 308":       {fault: to(308, "http://hub.test:80/api/organizations/acme/members?limit=10"), match: hubtest.Match{Times: 1}, requests: 5},
		"in a circle":        {fault: to(302, "/api/organizations/acme/members?limit=10"), code: "response", kind: huggingface.KindResponse, says: "redirects more than 5 times", anonymous: true, requests: 6},
		"to another host":    elsewhere(301, "http://evil.test/api/organizations/acme/members?limit=10"),
		"to another scheme":  elsewhere(307, "https://hub.test/api/organizations/acme/members?limit=10"),
		"to another port":    elsewhere(308, "http://hub.test:81/"),
		"to a user":          elsewhere(302, "http://user:password@hub.test/api/organizations/acme/members?limit=10"),
		"to a sign-in page":  elsewhere(303, "https://login.hub.test/?next=%2Fapi"),
		"to nowhere":         {fault: to(302, "http://hub.test:port/"), code: "response", kind: huggingface.KindResponse, says: "Location"},
		"without a Location": {fault: bare(302), code: "302", kind: huggingface.KindUnexpected, says: "Found", requests: 1},
		"several to choose":  {fault: bare(300), code: "300", kind: huggingface.KindUnexpected, says: "Multiple Choices", requests: 1},
		"on page 3":          {fault: to(302, "http://evil.test/"), match: hubtest.Match{Page: 3}, code: "response", kind: huggingface.KindElsewhere, says: "page 3", anonymous: true, requests: 3},
	})
}
