package collector

import (
	"testing"
	"time"
)

// listings are what a Hub makes of a page size: pages and time.
type hubOf func(size int) (pages int, took time.Duration, ok bool)

// perPage needs a time for each page, and one for each member.
func perPage(members int, page, member time.Duration) hubOf {
	return func(size int) (int, time.Duration, bool) {
		pages := pagesFor(members, size)
		return pages, time.Duration(pages)*page + time.Duration(members)*member, true
	}
}

func TestPageSizer(t *testing.T) {
	fast := perPage(100_000, 20*time.Millisecond, time.Microsecond)
	for name, test := range map[string]struct {
		hub  hubOf
		want []int // sizes of the first listings, ten minutes apart; trials that fail are followed by the good size
	}{
		"one page":            {perPage(400, time.Second, 0), []int{500, 500, 500}},
		"exactly one page":    {perPage(500, time.Second, 0), []int{500, 500}},
		"two pages":           {perPage(501, time.Second, 0), []int{500, 1000, 1000, 1000}},
		"large":               {fast, []int{500, 1000, 2000, 4000, 8000, 10000, 10000}},
		"time by member only": {perPage(100_000, 0, time.Microsecond), []int{500, 1000, 2000, 4000, 8000, 10000}},
		"slower beyond 2,000": {func(size int) (int, time.Duration, bool) {
			pages, took, ok := fast(size)
			if size > 2000 {
				took = time.Minute
			}
			return pages, took, ok
		}, []int{500, 1000, 2000, 4000, 2000, 2000}},
		"a little slower each time": {func(size int) (int, time.Duration, bool) {
			return pagesFor(100_000, size), time.Second + time.Duration(size)*40*time.Microsecond, true
		}, []int{500, 1000, 2000, 1000, 1000}},
		"refused beyond 1,000": {func(size int) (int, time.Duration, bool) {
			pages, took, _ := fast(size)
			return pages, took, size <= 1000
		}, []int{500, 1000, 2000, 1000, 1000, 1000}},
		"as many pages": {func(int) (int, time.Duration, bool) { return 200, time.Second, true }, []int{500, 1000, 500, 500}},
	} {
		t.Run(name, func(t *testing.T) {
			var p pageSizer
			now := time.Unix(1_700_000_000, 0)
			var got []int
			for range test.want {
				size, _, trial := p.next(now)
				got = append(got, size)
				pages, took, ok := test.hub(size)
				if ok {
					p.completed(size, pages, took, now)
				} else if trial {
					p.failed(size, now)
				}
				now = now.Add(10 * time.Minute)
			}
			for i := range test.want {
				if got[i] != test.want[i] {
					t.Fatalf("the sizes are %v, want %v", got, test.want)
				}
			}
		})
	}
}

// A size that failed is tried once a day.
func TestPageSizerTriesAgainAfterADay(t *testing.T) {
	var p pageSizer
	now := time.Unix(1_700_000_000, 0)
	trials := 0
	for range 3 * 24 * 12 { // three days, every five minutes
		size, _, trial := p.next(now)
		if trial {
			trials++
			p.failed(size, now)
		}
		p.completed(500, 10, time.Second, now)
		now = now.Add(5 * time.Minute)
	}
	if trials != 3 {
		t.Errorf("%d trials in three days", trials)
	}
}
