package huggingface

// ListOption sets something of one call of [Client.Members].
type ListOption func(*listing)

// Distinct replaces the set that lets each member count once: first reports
// whether it sees the member (by ID) for the first time in this listing.
// Without it the listing keeps a set of its own.
func Distinct(first func(Member) bool) ListOption {
	return func(l *listing) { l.first = first }
}

// OnPage sets a function that is told the number of each page, from 1, after
// the page's last member.
func OnPage(f func(page int)) ListOption {
	return func(l *listing) { l.onPage = f }
}

// OnCanonicalName sets a function that is told the organization's own name,
// once, where the Hub redirects to it: the organization was renamed, or is
// spelled in another case.
func OnCanonicalName(f func(name string)) ListOption {
	return func(l *listing) { l.onCanonicalName = f }
}

// PageSize sets how many members this listing asks for at once, MinPageSize to
// MaxPageSize. Another number leaves the client's own.
func PageSize(n int) ListOption {
	return func(l *listing) {
		if n >= MinPageSize && n <= MaxPageSize {
			l.pageSize = n
		}
	}
}
