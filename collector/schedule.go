package collector

import (
	"context"
	"hash/fnv"
	"time"
)

// schedule is the slots of one organization, one in each interval. The name
// decides where in the interval they are, so that the starts of several
// organizations are spread out and stay where they are over reloads.
//
// The times come from [time.Now] and keep its monotonic reading: a step of the
// machine's clock moves no slot.
type schedule struct {
	origin   time.Time // a slot that is not later than the collector's start
	interval time.Duration
}

func newSchedule(start time.Time, organization string, interval time.Duration) schedule {
	hash := fnv.New64a()
	hash.Write([]byte(organization))
	offset := time.Duration(hash.Sum64() % uint64(interval)) //nolint:gosec // an interval is positive, and so is the rest
	return schedule{origin: start.Add(offset - interval), interval: interval}
}

// after returns the first slot later than t, which is not before the start.
func (s schedule) after(t time.Time) time.Time {
	passed := t.Sub(s.origin) / s.interval
	return s.origin.Add((passed + 1) * s.interval)
}

// sleepUntil returns true at time t, or false when ctx ends before.
func sleepUntil(ctx context.Context, t time.Time) bool {
	timer := time.NewTimer(time.Until(t))
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
