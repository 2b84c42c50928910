package huggingface

import (
	"net/http"
	"strconv"
	"strings"
	"time"
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
	for _, item := range splitItems(h.Values("RateLimit")) {
		remaining, hasR := item.params["r"]
		reset, hasT := item.params["t"]
		if len(item.names) == 0 || !hasR || !hasT {
			continue
		}
		limits = addLimit(limits, RateLimit{
			Bucket:    item.names[len(item.names)-1],
			Remaining: remaining,
			Reset:     now.Add(seconds(reset)),
		})
	}
	for _, item := range splitItems(h.Values("RateLimit-Policy")) {
		quota, ok := item.params["q"]
		if len(item.names) == 0 || !ok {
			continue
		}
		for i := range limits {
			if limits[i].Bucket == item.names[len(item.names)-1] {
				limits[i].Limit = Disclosed(quota)
			}
		}
	}
	return limits
}

// maxBuckets bounds the buckets that are kept: the Hub has a few, and each has
// a place in every page of metrics.
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

// limitItem is a member of the headers' lists: quoted names, the last of them
// that of the bucket, and numeric parameters.
type limitItem struct {
	names  []string
	params map[string]int64
}

func splitItems(values []string) []limitItem {
	var items []limitItem
	for _, text := range splitUnquoted(strings.Join(values, ","), ',') {
		item := limitItem{params: make(map[string]int64)}
		for _, part := range splitUnquoted(text, ';') {
			part = trimOWS(part)
			if name, ok := unquote(part); ok {
				item.names = append(item.names, name)
				continue
			}
			key, value, _ := strings.Cut(part, "=")
			if n, err := strconv.ParseInt(trimOWS(value), 10, 64); err == nil && n >= 0 {
				item.params[trimOWS(key)] = n
			}
		}
		items = append(items, item)
	}
	return items
}

func unquote(s string) (string, bool) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", false
	}
	return strings.ToValidUTF8(s[1:len(s)-1], "\uFFFD"), true
}

// splitUnquoted splits s at the separators that are outside of quotes.
func splitUnquoted(s string, separator byte) []string {
	var parts []string
	quoted, start := false, 0
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == separator && !quoted:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// advisedWait returns how long the answer asks to wait before the next try.
// The reset of a rate limit counts only where its quota is used up: otherwise
// another limit has struck, and Retry-After is the Hub's word.
func advisedWait(h http.Header, now time.Time) (time.Duration, bool) {
	var wait time.Duration
	exhausted := false
	for _, limit := range parseRateLimits(h, now) {
		if limit.Remaining == 0 {
			wait, exhausted = max(wait, limit.Reset.Sub(now)), true
		}
	}
	if exhausted {
		return wait, true
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
