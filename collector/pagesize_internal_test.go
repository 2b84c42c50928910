package collector

import (
	"testing"
	"time"
)

// hubOf tells what a Hub makes of a listing, by its number, in pages of a size.
type hubOf func(listing, size int) (pages int, took time.Duration, ok bool)

// perPage needs a time for each page, and one for each member.
func perPage(members int, page, member time.Duration) hubOf {
	return func(_, size int) (int, time.Duration, bool) {
		pages := pagesFor(members, size)
		return pages, time.Duration(pages)*page + time.Duration(members)*member, true
	}
}

// slowed needs a second, or that many times as long for some listings.
func slowed(factors map[int]float64) hubOf {
	return func(listing, size int) (int, time.Duration, bool) {
		took := time.Second
		if factor, slow := factors[listing]; slow {
			took = time.Duration(factor * float64(took))
		}
		return pagesFor(100_000, size), took, true
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
		"slower beyond 2,000": {func(listing, size int) (int, time.Duration, bool) {
			pages, took, ok := fast(listing, size)
			if size > 2000 {
				took = time.Minute
			}
			return pages, took, ok
		}, []int{500, 1000, 2000, 4000, 2000, 2000}},
		"a little slower each time": {func(_, size int) (int, time.Duration, bool) {
			return pagesFor(100_000, size), time.Second + time.Duration(size)*40*time.Microsecond, true
		}, []int{500, 1000, 2000, 2000, 1000, 1000}},
		"refused beyond 1,000": {func(listing, size int) (int, time.Duration, bool) {
			pages, took, _ := fast(listing, size)
			return pages, took, size <= 1000
		}, []int{500, 1000, 2000, 1000, 1000, 1000}},
		"as many pages": {func(int, int) (int, time.Duration, bool) { return 200, time.Second, true }, []int{500, 1000, 500, 500}},

		// A listing that is a little slower by chance does not stop the climb; a
		// second one does, and one that is much slower does so at once.
		"slower once":           {slowed(map[int]float64{2: 1.2}), []int{500, 1000, 2000, 2000, 4000, 8000}},
		"slower at two sizes":   {slowed(map[int]float64{1: 1.2, 3: 1.2}), []int{500, 1000, 1000, 2000, 2000, 4000}},
		"slower twice":          {slowed(map[int]float64{2: 1.2, 3: 1.1}), []int{500, 1000, 2000, 2000, 1000, 1000}},
		"slower not by chance":  {slowed(map[int]float64{2: 1.3}), []int{500, 1000, 2000, 1000, 1000}},
		"slower at a good size": {slowed(map[int]float64{0: 1.2}), []int{500, 1000, 2000, 4000, 8000}},
	} {
		t.Run(name, func(t *testing.T) {
			var p pageSizer
			now := time.Unix(1_700_000_000, 0)
			for listing, want := range test.want {
				size, _, trial := p.next(now)
				if size != want {
					t.Fatalf("listing %d has pages of %d, want %v", listing, size, test.want)
				}
				if pages, took, ok := test.hub(listing, size); ok {
					p.completed(size, pages, took, now)
				} else if trial {
					p.failed(size, now)
				}
				now = now.Add(10 * time.Minute)
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
