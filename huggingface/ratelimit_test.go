package huggingface_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"huggingface_exporter/huggingface"
)

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func headers(pairs ...string) http.Header {
	h := http.Header{}
	for i := 0; i < len(pairs); i += 2 {
		h.Add(pairs[i], pairs[i+1])
	}
	return h
}

func TestRateLimits(t *testing.T) {
	limit := func(bucket string, quota huggingface.Optional[int64], remaining int64, seconds int) huggingface.RateLimit {
		return huggingface.RateLimit{Bucket: bucket, Limit: quota, Remaining: remaining, Reset: now.Add(time.Duration(seconds) * time.Second)}
	}
	for _, row := range []struct {
		name   string
		header http.Header
		want   []huggingface.RateLimit
	}{
		{"none", headers(), nil},
		{"the Hub's", headers("RateLimit", `"api";r=489;t=189`, "RateLimit-Policy", `"fixed window";"api";q=500;w=300`),
			[]huggingface.RateLimit{limit("api", huggingface.Disclosed[int64](500), 489, 189)}},
		{"spaces", headers("RateLimit", ` "api" ; r=1 ; t=2 `), []huggingface.RateLimit{limit("api", huggingface.Optional[int64]{}, 1, 2)}},
		{"two buckets", headers("RateLimit", `"api";r=1;t=2, "pages";r=3;t=4`, "RateLimit-Policy", `"fixed window";"pages";q=9;w=300`),
			[]huggingface.RateLimit{limit("api", huggingface.Optional[int64]{}, 1, 2), limit("pages", huggingface.Disclosed[int64](9), 3, 4)}},
		{"separators in the name", headers("RateLimit", `"a;b,c";r=1;t=2`), []huggingface.RateLimit{limit("a;b,c", huggingface.Optional[int64]{}, 1, 2)}},
		{"a reset far away is bounded", headers("RateLimit", `"api";r=0;t=9223372036854775807`), []huggingface.RateLimit{limit("api", huggingface.Optional[int64]{}, 0, 24*60*60)}},
		{"no t", headers("RateLimit", `"api";r=1`), nil},
		{"no r", headers("RateLimit", `"api";t=1`), nil},
		{"negative", headers("RateLimit", `"api";r=-1;t=2`), nil},
		{"no name", headers("RateLimit", `r=1;t=2`), nil},
		{"not a number", headers("RateLimit", `"api";r=x;t=2`), nil},
		{"nonsense", headers("RateLimit", `;;,"`, "RateLimit-Policy", `"`), nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := huggingface.ParseRateLimits(row.header, now)
			if len(got) != len(row.want) {
				t.Fatalf("got %+v", got)
			}
			for i := range got {
				if got[i] != row.want[i] {
					t.Errorf("got %+v, expected %+v", got[i], row.want[i])
				}
			}
		})
	}
}

// Only an exhausted quota's reset counts; Retry-After speaks of the rest.
func TestAdvisedWait(t *testing.T) {
	const none = -1
	for _, row := range []struct {
		name   string
		header http.Header
		want   time.Duration
	}{
		{"nothing", headers(), none},
		{"exhausted", headers("RateLimit", `"api";r=0;t=2`), 2 * time.Second},
		{"exhausted, though Retry-After differs", headers("RateLimit", `"api";r=0;t=2`, "Retry-After", "60"), 2 * time.Second},
		{"another bucket is exhausted too", headers("RateLimit", `"pages";r=0;t=7,"api";r=0;t=2`), 2 * time.Second},
		{"another bucket is exhausted", headers("RateLimit", `"pages";r=0;t=7, "api";r=489;t=189`), none},
		{"another limit", headers("RateLimit", `"api";r=5;t=200`, "Retry-After", "60"), time.Minute},
		{"another limit without advice", headers("RateLimit", `"api";r=5;t=200`), none},
		{"seconds", headers("Retry-After", "3"), 3 * time.Second},
		{"zero", headers("Retry-After", "0"), 0},
		{"a date", headers("Retry-After", "Tue, 24 Nov 2026 12:00:09 GMT"), 9 * time.Second},
		{"a date gone by", headers("Retry-After", "Tue, 24 Nov 2026 11:00:00 GMT"), 0},
		{"a date too far", headers("Retry-After", "Tue, 24 Nov 2099 12:00:00 GMT"), 24 * time.Hour},
		{"too many seconds", headers("Retry-After", "9999999999"), 24 * time.Hour},
		{"negative", headers("Retry-After", "-1"), none},
		{"a fraction", headers("Retry-After", "1.5"), none},
		{"nonsense", headers("Retry-After", "soon"), none},
	} {
		t.Run(row.name, func(t *testing.T) {
			wait, ok := huggingface.AdvisedWait(row.header, now)
			if want := row.want; ok != (want != none) || ok && wait != want {
				t.Errorf("%s, %t; expected %s", wait, ok, want)
			}
		})
	}
}

func FuzzRateLimit(f *testing.F) {
	f.Add(`"api";r=489;t=189`, `"fixed window";"api";q=500;w=300`, "120")
	f.Add("\"api\";r=3;t=1, \"api\";r=2;t=5, \"\xff\";r=1;t=1, \"\xfe\";r=1;t=1", `"api";q=5, "api";q=6`, "-1")
	f.Add(`"a,b";r=0;t=1, "c";r=2`, `;q=1`, "Tue, 24 Nov 2026 12:00:09 GMT")
	f.Add(strings.Repeat(",", 5000), strings.Repeat(`"api";q=5,`, 500), strings.Repeat("9", 5000))
	f.Add(strings.Repeat(`"`, 301), strings.Repeat(";", 300), "\x00")
	f.Fuzz(func(t *testing.T, limit, policy, after string) {
		h := http.Header{"Ratelimit": {limit}, "Ratelimit-Policy": {policy}, "Retry-After": {after}}
		seen := make(map[string]bool)
		for _, l := range huggingface.ParseRateLimits(h, now) {
			// What becomes a label and two gauges must be fit for them.
			if l.Remaining < 0 || l.Reset.Before(now) || l.Reset.After(now.Add(24*time.Hour)) || !utf8.ValidString(l.Bucket) {
				t.Errorf("%+v", l)
			}
			if seen[l.Bucket] || len(seen) == 10 || len(l.Bucket) > 200 {
				t.Errorf("%d buckets, and then %+v", len(seen), l)
			}
			seen[l.Bucket] = true
		}
		if wait, _ := huggingface.AdvisedWait(h, now); wait < 0 || wait > 24*time.Hour {
			t.Errorf("a wait of %s", wait)
		}
	})
}
