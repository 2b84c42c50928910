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
	// pageSizeNoise is how much slower, as a factor, one listing may be by
	// chance: the size gets a second try.
	pageSizeNoise = 1.25
	// pageSizeMemory is how long a page size that failed or was slower is not
	// tried again.
	pageSizeMemory = 24 * time.Hour
)

// pageSizer chooses how many members to ask for at a time, listing by listing.
// It begins with the Hub's default. As long as a listing has several pages, it
// tries twice the size next, and keeps it if the listing was no slower and took
// fewer pages. A listing that was a little slower is tried once more. The zero
// value is ready to use.
type pageSizer struct {
	// good is the size to fall back to, and took and pages are those of the
	// listing with it that was the fastest since the last trial.
	good  int
	took  time.Duration
	pages int
	// doubted is a size whose last listing may have been slower by chance.
	doubted int
	// ceiling is a size that is not tried, nor any beyond it, until a time.
	ceiling int
	until   time.Time
}

// next returns the size for the next listing, and the one to fall back to if
// that fails; 0 for none. A trial is a listing with a size that is not known to
// be good.
func (p *pageSizer) next(now time.Time) (size, fallback int, trial bool) {
	if p.good == 0 {
		return huggingface.DefaultPageSize, 0, false
	}
	larger := min(2*p.good, huggingface.MaxPageSize)
	if p.pages > 1 && larger > p.good && (larger < p.ceiling || !now.Before(p.until)) {
		return larger, p.good, true
	}
	if p.good > huggingface.DefaultPageSize {
		return p.good, huggingface.DefaultPageSize, false
	}
	return p.good, 0, false
}

// completed notes a complete listing.
func (p *pageSizer) completed(size, pages int, took time.Duration, now time.Time) {
	within := func(factor float64) bool { return pages < p.pages && float64(took) <= factor*float64(p.took) }
	switch {
	case size <= p.good || p.good == 0:
		p.good, p.pages, p.took = size, pages, took
	case within(pageSizeTolerance):
		p.good, p.pages, p.took = size, pages, min(took, p.took)
	case within(pageSizeNoise) && p.doubted != size:
		p.doubted = size
	default:
		p.failed(size, now)
	}
}

// failed notes that a listing with a size failed, or gained nothing.
func (p *pageSizer) failed(size int, now time.Time) {
	p.doubted, p.ceiling, p.until = 0, size, now.Add(pageSizeMemory)
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
