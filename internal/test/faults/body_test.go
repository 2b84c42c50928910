package faults_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// broken is a fault that leaves no whole answer, however often it is asked for.
func broken(fault hubtest.Fault, match hubtest.Match, says string) row {
	return row{fault: fault, match: match, code: "connection", kind: huggingface.KindConnection, says: says, anonymous: true, least: 7 * time.Second}
}

// unusable is a fault whose answer arrives whole and makes no sense.
func unusable(fault hubtest.Fault, match hubtest.Match, says string) row {
	return row{fault: fault, match: match, code: "response", kind: huggingface.KindResponse, says: says}
}

// foreign is an answer that is not the Hub's.
func foreign(status int, says string) row {
	r := row{fault: hubtest.HTML(status), code: itoa(status), kind: huggingface.KindNotHub, says: says, anonymous: true}
	if status == 200 {
		r.code = "response"
	}
	return r
}

func TestBodies(t *testing.T) {
	third := hubtest.Match{Page: 3}
	whole := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	run(t, map[string]row{
		"cut once, in chunks":          {fault: hubtest.Cut(2000), match: hubtest.Match{Page: 3, Times: 1}, requests: 5, most: time.Second},
		"cut, with the right length":   broken(hubtest.Truncate(300), third, "unexpected EOF"),
		"cut, in chunks":               broken(hubtest.Cut(300), third, "unexpected EOF"),
		"cut before its first byte":    broken(hubtest.Truncate(0), third, "unexpected EOF"),
		"reset in the middle":          broken(hubtest.ResetAfter(200), third, "unexpected EOF"),
		"a length that is too short":   {fault: hubtest.Raw(whole + "Content-Length: 9\r\n\r\n[{\"_id\":\"0123\"}]"), match: third, code: "response", kind: huggingface.KindResponse, says: "page 3", anonymous: true},
		"no length and no end":         {fault: hubtest.Raw(whole + "\r\n[{\"_id\":"), match: third, code: "response", kind: huggingface.KindResponse, says: "page 3", anonymous: true},
		"two lengths":                  broken(hubtest.Raw(whole+"Content-Length: 2\r\nContent-Length: 3\r\n\r\n[]"), hubtest.Match{}, "Content-Length"),
		"a length that is none":        broken(hubtest.Raw(whole+"Content-Length: -1\r\n\r\n[]"), hubtest.Match{}, "Content-Length"),
		"a chunk that is none":         broken(hubtest.Raw(whole+"Transfer-Encoding: chunked\r\n\r\nxyz\r\n[]"), third, "chunk"),
		"the JSON ends early":          unusable(hubtest.ShortBody(400), third, "page 3"),
		"no body at all":               unusable(hubtest.ShortBody(0), hubtest.Match{}, "page 1"),
		"gzip that is none":            unusable(hubtest.ContentEncoding("gzip"), third, "gzip"),
		"an encoding not asked for":    unusable(hubtest.ContentEncoding("br"), third, `"br"`),
		"gzip that ends early":         unusable(zipped(func(b []byte) []byte { return b[:len(b)-9] }), third, "unexpected EOF"),
		"gzip with a wrong checksum":   unusable(zipped(func(b []byte) []byte { b[len(b)-8]++; return b }), third, "checksum"),
		"a gzip bomb instead of a 403": {fault: withStatus(403, hubtest.GzipBomb(1<<20)), code: "403", kind: huggingface.KindForbidden, says: "Forbidden"},
		"a long error":                 {fault: withStatus(410, page(strings.Repeat("x", 100<<10))), code: "410", kind: huggingface.KindUnexpected, says: "Gone"},
		"HTML with 200":                foreign(200, "page 1"),
	})
}

// Wherever a page is cut, the scrape fails and nothing of the page is taken.
func TestJSONCutAtEveryByte(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{Rig: rig.New(t, rig.Options()), t: t}
		w.Hub.SetQuota(1<<30, rig.Interval)
		before, now := acme(12, 1), acme(11, 3)
		w.Hub.SetOrganization(before)
		w.Poll(w.Target("acme", huggingface.StaticToken(secret, "the test")))
		known := rig.Truth(before, hubtest.Admin)

		w.Hub.SetOrganization(now)
		length := 1 // until the page tells
		for n := 0; n < length; n++ {
			end := w.Hub.Fault(hubtest.Match{Page: 2}, hubtest.Edit(func(body string) string {
				length = len(body)
				return body[:n]
			}))
			w.AwaitScrape()
			end()
			s := w.Status()[0]
			if huggingface.ErrorCode(s.Err) != huggingface.CodeResponse || s.Snapshot.Members != len(before.Members) {
				t.Fatalf("cut after %d of %d bytes: %d members, %v", n, length, s.Snapshot.Members, s.Err)
			}
		}
		series := w.Series()
		if d := series.Data().Differences(known); d != "" {
			t.Error(d)
		}
		if n := series[rig.Key("huggingface_scrape_errors_total", "organization", "acme", "code", "response")]; n != float64(length) {
			t.Errorf("%v failed scrapes, want %d", n, length)
		}
		w.AwaitScrape()
		series = w.Series()
		if d := series.Data().Differences(rig.Truth(now, hubtest.Admin)); d != "" {
			t.Error(d)
		}
	})
}
