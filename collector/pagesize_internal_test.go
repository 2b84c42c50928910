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
		}, []int{500, 1000, 2000, 1000, 1000, 1000}},
		"refused beyond 1,000": {func(listing, size int) (int, time.Duration, bool) {
			pages, took, _ := fast(listing, size)
			return pages, took, size <= 1000
		}, []int{500, 1000, 2000, 1000, 1000, 1000}},
		"as many pages": {func(int, int) (int, time.Duration, bool) { return 200, time.Second, true }, []int{500, 1000, 500, 500}},

		// If everything is slower for a while, the climb goes on. If one listing is,
		// its size is left alone for a day: it cannot be told from one that is slower.
		"slower once":           {slowed(map[int]float64{2: 1.2}), []int{500, 1000, 2000, 1000, 1000, 1000}},
		"slower for a while":    {slowed(map[int]float64{2: 1.2, 3: 1.2}), []int{500, 1000, 2000, 1000, 2000, 4000, 8000}},
		"slower from then on":   {slowed(map[int]float64{2: 1.5, 3: 1.5, 4: 1.5, 5: 1.5, 6: 1.5}), []int{500, 1000, 2000, 1000, 2000, 4000, 8000}},
		"slower and slower":     {slowed(map[int]float64{2: 1.2, 3: 1.2, 4: 1.5, 5: 1.5}), []int{500, 1000, 2000, 1000, 2000, 1000, 1000}},
		"slower than the next":  {slowed(map[int]float64{2: 1.5, 3: 1.2}), []int{500, 1000, 2000, 1000, 1000, 1000}},
		"slower at a good size": {slowed(map[int]float64{0: 1.2}), []int{500, 1000, 2000, 4000, 8000}},
	} {
		t.Run(name, func(t *testing.T) {
			var p pageSizer
			now := time.Unix(1_700_000_000, 0)
			for listing, want := range test.want {
				size, _ := p.next(now, time.Hour)
				if size != want {
					t.Fatalf("listing %d has pages of %d, want %v", listing, size, test.want)
				}
				pages, took, ok := test.hub(listing, size)
				if !ok {
					p.gaveUp(size, now)
					size = p.good
					pages, took, _ = test.hub(listing, size)
				}
				p.completed(size, pages, took, now)
				now = now.Add(10 * time.Minute)
			}
		})
	}
}

// A size that failed or was slower, by whatever, is tried once a day.
func TestPageSizerTriesAgainAfterADay(t *testing.T) {
	for _, factor := range []float64{0, 1.06, 1.1, 1.2, 1.3, 3} { // 0: it fails
		var p pageSizer
		now := time.Unix(1_700_000_000, 0)
		trials := 0
		for range 3 * 24 * 12 { // three days, every five minutes
			size, trial := p.next(now, time.Hour)
			switch {
			case !trial:
				p.completed(size, 10, time.Second, now)
			case factor == 0:
				p.gaveUp(size, now)
				p.completed(500, 10, time.Second, now)
			default:
				p.completed(size, 5, time.Duration(factor*float64(time.Second)), now)
			}
			if trial {
				trials++
			}
			now = now.Add(5 * time.Minute)
		}
		if trials != 3 {
			t.Errorf("%d trials in three days at %v of the time", trials, factor)
		}
	}
}

// A trial leaves time for reading the members again, and nothing is tried while
// scrapes fail. What ran out of time begins with smaller pages next time.
func TestPageSizerAndTheTimeout(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	settled := pageSizer{good: 8000, took: time.Second, pages: 2}
	for name, test := range map[string]struct {
		sizer   pageSizer
		timeout time.Duration
		failed  []bool // late or not
		want    int
	}{
		"time for both":           {settled, 2300 * time.Millisecond, nil, 10_000},
		"no time for both":        {settled, 2200 * time.Millisecond, nil, 8000},
		"after a failure":         {settled, time.Hour, []bool{false}, 8000},
		"after a late one":        {settled, time.Hour, []bool{true}, 4000},
		"after many late ones":    {settled, time.Hour, []bool{true, true, true, true, true, true}, 500},
		"late from the beginning": {pageSizer{}, time.Hour, []bool{true}, 500},
	} {
		for _, late := range test.failed {
			test.sizer.failed(late)
		}
		if size, _ := test.sizer.next(now, test.timeout); size != test.want {
			t.Errorf("%s: pages of %d, want %d", name, size, test.want)
		}
	}
}
