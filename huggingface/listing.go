package huggingface

// listing is one call of [Client.Members].
type listing struct {
	session      *session
	organization string // as asked for
	pageSize     int
	tries        uint
	decoder      *decoder
	// asked has the URLs of the pages asked for, to notice a loop.
	asked map[string]struct{}
	// ahead asks for the page after the one that is being read; nil if not
	// asked for yet.
	ahead *request

	first           func(Member) bool
	onPage          func(page int)
	onCanonicalName func(name string)
}

func newListing(s *session, organization string, opts []ListOption) *listing {
	ids := make(map[ID]struct{})
	l := &listing{
		session:      s,
		organization: organization,
		pageSize:     s.pageSize,
		tries:        defaultTries,
		decoder:      newDecoder(),
		asked:        make(map[string]struct{}),
		first: func(m Member) bool {
			before := len(ids)
			ids[m.ID] = struct{}{}
			return len(ids) > before
		},
		onPage:          func(int) {},
		onCanonicalName: func(string) {},
	}
	for _, opt := range opts {
		opt(l)
	}
	return l
}

// ListOption sets something of one call of [Client.Members].
type ListOption func(*listing)

// Distinct replaces the set that lets each member count once: first reports
// whether it sees the member (by ID) for the first time in this listing.
// Without it the listing keeps a set of its own. A page whose body broke off
// is read again, so first sees its members again.
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
// MaxPageSize. For any other number the client's own page size is used.
func PageSize(n int) ListOption {
	return func(l *listing) {
		if n >= MinPageSize && n <= MaxPageSize {
			l.pageSize = n
		}
	}
}

// Tries sets how often a page is asked for at most, 1 or more; 6 by default. It
// is for a page size that may be too large, where a retry would fail as well.
func Tries(n uint) ListOption {
	return func(l *listing) { l.tries = max(n, 1) }
}
