package textfmt

import "time"

// Duration is the size of a duration in its largest whole unit, days at most:
// "40 days", "1 hour", "0 seconds".
func Duration(d time.Duration) string {
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

// Relative is when t is, seen from now: "in 40 days", "3 minutes ago", "now" within
// a second.
func Relative(t, now time.Time) string {
	d := t.Sub(now)
	switch {
	case d.Abs() < time.Second:
		return "now"
	case d < 0:
		return Duration(d) + " ago"
	}
	return "in " + Duration(d)
}
