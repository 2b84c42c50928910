//go:build acceptance

package process_test

import (
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

// Answers of all sizes are taken, up to a bound that no member's data comes
// near; what is larger is given up early.
func TestLargeAnswers(t *testing.T) {
	t.Parallel()
	const mebibyte = 1 << 20
	member := func(name, more string) hubtest.Fault {
		return hubtest.Body("application/json", []byte(`[{"_id":"0123456789abcdef01234567","user":"ada","fullname":"`+name+`","isPro":false`+more+`}]`))
	}
	long := strings.Repeat("x", 10*mebibyte)
	hub, url := newHub(t)
	for name, test := range map[string]struct {
		fault  hubtest.Fault
		within string // the scrape's timeout, little where it is tried again
		status int
		says   string
		most   int // bytes of output
	}{
		"a name of 10 MiB":    {member(long, ""), "1m", 0, long[:1000], 11 * mebibyte},
		"a field of 10 MiB":   {member("Ada", `,"x":"`+long+`"`), "1m", 0, `"Ada"`, 1000},
		"a gzip bomb":         {hubtest.GzipBomb(65 * mebibyte), "1m", 1, "larger than 64 MiB", 1000},
		"headers without end": {hubtest.Raw("HTTP/1.1 200 OK\r\n" + strings.Repeat("X-Filler: "+long[:1000]+"\r\n", 11_000)), "1s", 1, "error", 1000},
		"a long message":      {hubtest.Header("X-Error-Message", long[:100_000], hubtest.HTML(400)), "1m", 1, long[:100], 10_000},
	} {
		end := hub.Fault(hubtest.Match{Path: "members"}, test.fault)
		status, text := once(t, "members", "--format=jsonl", "--huggingface.endpoint="+url, "--huggingface.organization=acme", "--scrape.timeout="+test.within)
		end()
		// Whole, even if a line of progress on stderr is in its middle.
		whole := name != "a name of 10 MiB" || strings.Count(text, "x") >= len(long)
		if status != test.status || !strings.Contains(text, test.says) || len(text) > test.most || !whole {
			t.Errorf("%s: status %d and %d bytes: %.500s", name, status, len(text), text)
		}
	}
}
