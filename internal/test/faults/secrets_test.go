package faults_test

import (
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// A Hub, or a proxy in front of it, that repeats the token does not bring it
// into the log or the metrics. That no row shows it is checked for all.
func TestAnswersThatRepeatTheToken(t *testing.T) {
	ok := "HTTP/1.1 200 OK\r\n"
	first := hubtest.Match{Page: 1}
	run(t, map[string]row{
		"in the message":       {fault: hubtest.Status(403, "the token "+secret+" is not good"), code: "403", kind: huggingface.KindForbidden, says: "the token [redacted] is not good"},
		"in the status line":   broken(hubtest.Raw("HTTP/1.1 "+secret+" OK\r\n\r\n"), first, "[redacted]"),
		"in place of a header": broken(hubtest.Raw(ok+"Bearer "+secret+"\r\n\r\n"), first, "[redacted]"),
		"in a length":          broken(hubtest.Raw(ok+"Content-Length: "+secret+"\r\n\r\n"), first, "[redacted]"),
		"in an encoding":       unusable(hubtest.ContentEncoding(secret), first, "[redacted]"),
		"in a name":            unusable(page(`[{"`+secret+`":x}]`), first, "[redacted]"),
		"in a location":        {fault: hubtest.Redirect(302, "http://"+strings.ToLower(secret)+".evil.test/"), code: "response", kind: huggingface.KindElsewhere, says: "evil.test", anonymous: true},
		"in a bucket":          {fault: hubtest.Header("RateLimit", `"`+secret+`";r=1000;t=1`, nil), requests: 4},
	})
}

// Headers that would make two series of one do not make /metrics answer with an
// error.
func TestLimitsThatCollide(t *testing.T) {
	run(t, map[string]row{
		"one bucket twice":     {fault: hubtest.Header("RateLimit", `"api";r=1000;t=1, "api";r=900;t=2`, nil), requests: 4},
		"alike without UTF-8":  {fault: hubtest.Header("RateLimit", "\"a\xff\";r=1000;t=1, \"a\xfe\";r=900;t=2", nil), requests: 4},
		"thousands of buckets": {fault: hubtest.Header("RateLimit", strings.Repeat(`"b";r=1000;t=1, "`+strings.Repeat("c", 300)+`";r=1000;t=1, `, 300), nil), requests: 4},
	})
}
