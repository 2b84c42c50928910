package collector

import (
	"strings"
	"time"

	"huggingface_exporter/huggingface"
)

const (
	// pageSizeTolerance is how much slower a listing may be, as a factor, to
	// count as no slower.
	pageSizeTolerance = 1.05
	// pageSizeMemory is how long a page size that failed or was slower is not
	// tried again.
	pageSizeMemory = 24 * time.Hour
)

// pageSizer chooses how many members to ask for at a time, listing by listing.
// It begins with the Hub's default. As long as a listing has several pages, it
// tries twice the size next, and keeps it if the listing was no slower and took
// fewer pages. The zero value is ready to use.
type pageSizer struct {
	// good is the size to return to, and took and pages are those of the last
	// listing with it, or less if it was found to be no slower than another.
	good  int
	took  time.Duration
	pages int
	// ceiling is a size that is not tried, nor any beyond it, until a time.
	ceiling int
	until   time.Time
	// slower is how long a trial took that was slower, until the next listing:
	// if that one, in pages of the good size, is slower as well, the size was not
	// the reason. Then the trial is repeated, but not twice before a time.
	slower   time.Duration
	repeated time.Time
	// failing says that the last listing failed: then nothing is tried.
	failing bool
}

// next returns the size for the next listing. A trial is a listing with a size
// that is not known to be good. There is one only if there is time to read the
// members again.
func (p *pageSizer) next(now time.Time, timeout time.Duration) (size int, trial bool) {
	larger := min(2*p.good, huggingface.MaxPageSize)
	open := larger < p.ceiling || !now.Before(p.until)
	if p.pages > 1 && larger > p.good && open && !p.failing && p.took < p.trialTime(timeout) {
		return larger, true
	}
	return max(p.good, huggingface.DefaultPageSize), false
}

// trialTime is how much of a scrape's timeout a trial may take. The rest is for
// reading the members again.
func (p *pageSizer) trialTime(timeout time.Duration) time.Duration { return timeout - p.took*5/4 }

// completed notes a complete listing.
func (p *pageSizer) completed(size, pages int, took time.Duration, now time.Time) {
	p.failing = false
	switch {
	case size <= p.good || p.good == 0:
		if p.slower > 0 && !asFast(took, p.took) && asFast(p.slower, took) && !now.Before(p.repeated) {
			p.until, p.repeated = now, now.Add(pageSizeMemory)
		}
		p.good, p.pages, p.took, p.slower = size, pages, took, 0
	case pages < p.pages && asFast(took, p.took):
		p.good, p.pages, p.took = size, pages, min(took, p.took)
	default:
		p.gaveUp(size, now)
		if pages < p.pages {
			p.slower = took
		}
	}
}

func asFast(a, b time.Duration) bool { return float64(a) <= pageSizeTolerance*float64(b) }

// gaveUp notes that a listing with a size failed or gained nothing, and that it
// is not the time to try it again.
func (p *pageSizer) gaveUp(size int, now time.Time) {
	p.slower, p.ceiling, p.until = 0, size, now.Add(pageSizeMemory)
}

// failed notes that the members could not be read. If time ran out, the next
// listing has smaller pages, as there was no time to try them.
func (p *pageSizer) failed(late bool) {
	p.failing = true
	if late {
		p.good = max(p.good/2, min(p.good, huggingface.DefaultPageSize))
	}
}

// sizeMayBeWhy reports whether a listing with smaller pages may succeed after
// an error.
func sizeMayBeWhy(err error) bool {
	switch code := huggingface.ErrorCode(err); code {
	case huggingface.CodeTimeout, huggingface.CodeConnection, huggingface.CodeResponse, "400", "413":
		return true
	default:
		return len(code) == 3 && strings.HasPrefix(code, "5")
	}
}

// pagesFor is the number of pages of a listing.
func pagesFor(members, size int) int { return max(1, (members+size-1)/size) }
