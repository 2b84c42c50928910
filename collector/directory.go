package collector

import "huggingface_exporter/huggingface"

// Directory says who should have a seat. It is asked once for each scrape, so
// that it can change between two.
type Directory interface {
	// Load returns what tells of each member whether it is listed. The
	// function stays valid, and does not change, after a later Load.
	Load() (func(*huggingface.Member) Listing, error)
}

// Listing is what a [Directory] says of a member.
type Listing uint8

// The listings. A member who is not found is unlisted only where the Hub
// disclosed the e-mail address that could have been found.
const (
	ListingUnknown Listing = iota
	Listed
	Unlisted
)

// String is the value of the label directory.
func (l Listing) String() string {
	switch l {
	case Listed:
		return "listed"
	case Unlisted:
		return "unlisted"
	case ListingUnknown:
	}
	return "unknown"
}
