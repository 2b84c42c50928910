package collector

import (
	"time"

	"huggingface_exporter/huggingface"
)

// Snapshot is what one complete listing of an organization's members counted.
// It is shared between readers: do not change it.
type Snapshot struct {
	Members int
	// ByRole has the five roles, then "other" and "unknown" if there are any;
	// "unknown" alone if no role is disclosed. All counts by role are alike.
	ByRole []RoleCount
	Pro    []RoleCount
	// The next three are undisclosed if the Hub left the field out of every
	// member.
	WithoutTwoFactor     huggingface.Optional[[]RoleCount]
	External             huggingface.Optional[[]RoleCount]
	WithoutVerifiedEmail huggingface.Optional[int]
	// Directory is undisclosed if there is no directory to compare with.
	Directory huggingface.Optional[[]ListingCount]
	// Groups are sorted by name and ID. They are undisclosed if they are not
	// collected, or if the Hub left them out of every member.
	Groups huggingface.Optional[[]Group]
	// Undisclosed has, for each of the five fields that the Hub may leave out,
	// the number of members without it.
	Undisclosed []FieldCount
	// CanonicalName is the organization's name on the Hub, if the listing was
	// redirected to another than the one asked for; else "".
	CanonicalName string
	// Pages is the number of pages read, PageSize the number of members asked
	// for in each.
	Pages, PageSize int
	// Took is the time from the first request to the last member.
	Took time.Duration
}

// RoleCount is a number of members with one role.
type RoleCount struct {
	Role  string
	Count int
}

// ListingCount is the numbers of members with one place in the directory.
type ListingCount struct {
	Listing Listing
	ByRole  []RoleCount
}

// FieldCount is the number of members without one field: role, two_factor,
// external_collaborator, verified_email or resource_groups.
type FieldCount struct {
	Field string
	Count int
	// ByRole has the same members by role.
	ByRole []RoleCount
}

// Group is a resource group.
type Group struct {
	ID, Name string
	// ByRole has the roles in the group that visible members have.
	ByRole []RoleCount
	// Visible is the number of members that the token sees in the group,
	// Reported the number that the Hub says it has.
	Visible, Reported int
}

// Hidden is the number of members that the Hub reports and the token does not
// see.
func (g Group) Hidden() int { return max(0, g.Reported-g.Visible) }

// HiddenGroupMembers is the number of memberships in resource groups that the
// token does not see; undisclosed if the groups are.
func (s *Snapshot) HiddenGroupMembers() huggingface.Optional[int] {
	groups, disclosed := s.Groups.Get()
	if !disclosed {
		return huggingface.Optional[int]{}
	}
	hidden := 0
	for _, g := range groups {
		hidden += g.Hidden()
	}
	return huggingface.Disclosed(hidden)
}

// Listings are the numbers of members by their place in the directory;
// undisclosed if there is no directory to compare with.
func (s *Snapshot) Listings() huggingface.Optional[map[Listing]int] {
	counts, compared := s.Directory.Get()
	if !compared {
		return huggingface.Optional[map[Listing]int]{}
	}
	sums := make(map[Listing]int)
	for _, c := range counts {
		sums[c.Listing] = Sum(c.ByRole)
	}
	return huggingface.Disclosed(sums)
}

// Sum adds up counts by role.
func Sum(counts []RoleCount) int {
	sum := 0
	for _, c := range counts {
		sum += c.Count
	}
	return sum
}

// CountOf is the count of one role; 0 if it is not there.
func CountOf(counts []RoleCount, role string) int {
	for _, c := range counts {
		if c.Role == role {
			return c.Count
		}
	}
	return 0
}
