// Package human writes numbers and times as people say them.
package human

import (
	"fmt"
	"strconv"
	"time"
)

// Number groups the digits: 1,234,567.
func Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// Count is a number of things: 1 page, 2 pages. The plural takes an s.
func Count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return Number(n) + " " + thing
}

// Span is the size of a duration in its largest whole unit, days at most:
// "40 days", "1 hour", "0 seconds".
func Span(d time.Duration) string {
	d = d.Abs()
	for _, unit := range [...]struct {
		size time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if d >= unit.size {
			return Count(int(d/unit.size), unit.name)
		}
	}
	return Count(int(d/time.Second), "second")
}

// Away is when t is, seen from now: "in 40 days", "3 minutes ago", "now" within
// a second.
func Away(t, now time.Time) string {
	d := t.Sub(now)
	switch {
	case d.Abs() < time.Second:
		return "now"
	case d < 0:
		return Span(d) + " ago"
	}
	return "in " + Span(d)
}

// Share is a part of a whole in percent: "12%", "<1%" for what is not nothing,
// "99%" for what is not all.
func Share(part, whole int) string {
	switch percent := float64(part) / float64(whole) * 100; {
	case whole == 0 || part == 0:
		return "0%"
	case percent < 1:
		return "<1%"
	case part < whole && percent > 99:
		return "99%"
	default:
		return fmt.Sprintf("%.0f%%", percent)
	}
}
