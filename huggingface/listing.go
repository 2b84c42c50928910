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
