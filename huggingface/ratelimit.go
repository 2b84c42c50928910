package huggingface

import (
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// maxWait bounds what a header may tell to wait.
const maxWait = 24 * time.Hour

// parseRateLimits reads the headers
//
//	RateLimit: "api";r=REMAINING;t=SECONDS_TO_RESET
//	RateLimit-Policy: "fixed window";"api";q=QUOTA;w=WINDOW
//
// that the Hub sends with every answer (a draft of the IETF's httpapi group:
// draft-ietf-httpapi-ratelimit-headers). What it cannot read it leaves out.
func parseRateLimits(h http.Header, now time.Time) []RateLimit {
	var limits []RateLimit
	for _, value := range h.Values("RateLimit") {
		for rest := value; rest != ""; {
			var item limitItem
			item, rest = cutLimitItem(rest)
			if item.bucket != "" && item.remaining >= 0 && item.reset >= 0 {
				limits = addLimit(limits, RateLimit{Bucket: item.bucket, Remaining: item.remaining, Reset: now.Add(seconds(item.reset))})
			}
		}
	}
	for _, value := range h.Values("RateLimit-Policy") {
		for rest := value; rest != ""; {
			var item limitItem
			item, rest = cutLimitItem(rest)
			for i := range limits {
				if limits[i].Bucket == item.bucket && item.quota >= 0 {
					limits[i].Limit = Disclosed(item.quota)
				}
			}
		}
	}
	return limits
}

// maxBuckets bounds the buckets that are kept: the Hub has a few, and each is
// a label of metrics.
const maxBuckets = 10

// addLimit adds a bucket. One that is there already stays once, as the scarcer
// of the two tells.
func addLimit(limits []RateLimit, l RateLimit) []RateLimit {
	for i := range limits {
		if limits[i].Bucket == l.Bucket {
			if l.Remaining < limits[i].Remaining {
				limits[i] = l
			}
			return limits
		}
	}
	if len(limits) == maxBuckets || len(l.Bucket) > maxWord {
		return limits
	}
	return append(limits, l)
}

// limitItem is an item of the headers' lists. What it lacks is "" or -1.
type limitItem struct {
	// bucket is the last of the item's quoted names.
	bucket                  string
	remaining, reset, quota int64
}

// cutLimitItem takes the first item off a list. It allocates nothing, however
// many items there are.
func cutLimitItem(s string) (item limitItem, rest string) {
	item = limitItem{remaining: -1, reset: -1, quota: -1}
	for more := true; more; {
		part, separator := s, byte(0)
		if i := indexUnquoted(s); i >= 0 {
			part, separator, s = s[:i], s[i], s[i+1:]
		} else {
			s = ""
		}
		item.set(trimOWS(part))
		more = separator == ';'
	}
	return item, s
}

// set reads a part of an item: "name", r=REMAINING, t=SECONDS or q=QUOTA.
func (item *limitItem) set(part string) {
	if len(part) >= 2 && part[0] == '"' && part[len(part)-1] == '"' {
		if name := part[1 : len(part)-1]; utf8.ValidString(name) {
			item.bucket = name
		}
		return
	}
	key, value, _ := strings.Cut(part, "=")
	value = trimOWS(value)
	// ParseInt would allocate an error.
	if value == "" || len(value) > 19 || strings.Trim(value, "0123456789") != "" {
		return
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return
	}
	switch trimOWS(key) {
	case "r":
		item.remaining = n
	case "t":
		item.reset = n
	case "q":
		item.quota = n
	}
}

// indexUnquoted returns the index of the first comma or semicolon outside of
// quotes, or -1.
func indexUnquoted(s string) int {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case !quoted && (s[i] == ',' || s[i] == ';'):
			return i
		}
	}
	return -1
}

// advisedWait returns how long the answer asks to wait before the next try.
// The reset counts only where the quota of this API is used up: otherwise
// another limit has been reached, and Retry-After says how long to wait.
func advisedWait(h http.Header, now time.Time) (time.Duration, bool) {
	for _, limit := range parseRateLimits(h, now) {
		if limit.Bucket == BucketAPI && limit.Remaining == 0 {
			return limit.Reset.Sub(now), true
		}
	}
	return retryAfter(h.Get("Retry-After"), now)
}

// retryAfter reads seconds or a date.
func retryAfter(value string, now time.Time) (time.Duration, bool) {
	if n, err := strconv.ParseInt(trimOWS(value), 10, 64); err == nil && n >= 0 {
		return seconds(n), true
	}
	if date, err := http.ParseTime(value); err == nil {
		return min(max(date.Sub(now), 0), maxWait), true
	}
	return 0, false
}

func seconds(n int64) time.Duration {
	return time.Duration(min(n, int64(maxWait/time.Second))) * time.Second
}
