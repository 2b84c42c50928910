package roster

import (
	"math"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

// Source is what a [Summary] is made of.
type Source struct {
	Organization string
	Snapshot     *collector.Snapshot
	// SeatLimit is the number of seats in the contract; 0 if not known.
	SeatLimit int
	// SeatPrice is per seat and month in SeatCurrency; 0 if not known.
	SeatPrice    float64
	SeatCurrency string
	// Renewal is the end of the paid period; zero if not known.
	Renewal time.Time
}

// Summary is what the seats of an organization are, and what they cost per
// month. It has no personal data. Nil is what is not known.
type Summary struct {
	Organization string `json:"organization"`
	Members      int    `json:"members"`
	// Roles are those that [collector.Snapshot.ByRole] has.
	Roles []Part `json:"roles"`
	Pro   int    `json:"pro"`
	// The members of whom it is unknown are not counted as external, without
	// 2FA or unlisted.
	External          *int `json:"external"`
	ExternalUnknown   int  `json:"external_unknown"`
	Without2FA        *int `json:"without_2fa"`
	Without2FAUnknown int  `json:"without_2fa_unknown"`
	// Both are nil without a directory file.
	Unlisted        *int `json:"unlisted"`
	UnlistedUnknown *int `json:"unlisted_unknown"`

	SeatLimit    *int     `json:"seat_limit"`
	SeatPrice    *float64 `json:"seat_price"`
	SeatCurrency *string  `json:"seat_currency"`
	// ContractCost is that of the seats in the contract, CostNow that of the
	// members. Seats are trued up to the number of members at the renewal, so
	// CostAtRenewal is right if nobody joins or leaves until then.
	ContractCost  *float64   `json:"contract_cost"`
	CostNow       *float64   `json:"cost_now"`
	Renewal       *time.Time `json:"renewal"`
	CostAtRenewal *float64   `json:"cost_at_renewal"`
}

// Part is the members of an organization with one role.
type Part struct {
	Role        string `json:"role"`
	LicenseType string `json:"license_type"`
	Members     int    `json:"members"`
	Pro         int    `json:"pro"`
	External    *int   `json:"external"`
	Without2FA  *int   `json:"without_2fa"`
	// Both are nil without a directory file, Unlisted also if it is unknown of
	// all members with the role.
	Unlisted        *int     `json:"unlisted"`
	UnlistedUnknown *int     `json:"unlisted_unknown"`
	CostNow         *float64 `json:"cost_now"`
}

// Summarize makes the summary of an organization.
func Summarize(s Source) Summary {
	shot := s.Snapshot
	sum := Summary{
		Organization: s.Organization, Members: shot.Members, Pro: collector.Sum(shot.Pro),
		External: total(shot.External), ExternalUnknown: undisclosedOf(shot, "external_collaborator"),
		Without2FA: total(shot.WithoutTwoFactor), Without2FAUnknown: undisclosedOf(shot, "two_factor"),
	}
	unlisted, unsure := listing(shot, collector.Unlisted), listing(shot, collector.ListingUnknown)
	sum.Unlisted, sum.UnlistedUnknown = ifKnown(total(unlisted), total(unsure), shot.Members)
	if s.SeatLimit > 0 {
		sum.SeatLimit = &s.SeatLimit
	}
	if !s.Renewal.IsZero() {
		sum.Renewal = new(s.Renewal.UTC())
	}
	if s.SeatPrice > 0 {
		sum.SeatPrice, sum.SeatCurrency = &s.SeatPrice, &s.SeatCurrency
		sum.ContractCost, sum.CostNow, sum.CostAtRenewal = sum.cost(sum.SeatLimit), sum.cost(&shot.Members), sum.cost(&shot.Members)
	}
	for _, c := range shot.ByRole {
		p := Part{
			Role: c.Role, LicenseType: licenseTypeOf(c.Role), Members: c.Count, CostNow: sum.cost(&c.Count),
			Pro:      countOf(shot.Pro, c.Role),
			External: ofRole(shot.External, c.Role), Without2FA: ofRole(shot.WithoutTwoFactor, c.Role),
		}
		p.Unlisted, p.UnlistedUnknown = ifKnown(ofRole(unlisted, c.Role), ofRole(unsure, c.Role), c.Count)
		sum.Roles = append(sum.Roles, p)
	}
	return sum
}

// cost is that of so many seats, in hundredths of the currency at the finest.
func (s *Summary) cost(seats *int) *float64 {
	if s.SeatPrice == nil || seats == nil {
		return nil
	}
	return new(math.Round(float64(*seats)**s.SeatPrice*100) / 100)
}

// licenseTypeOf is that of a value of the label role.
func licenseTypeOf(role string) string {
	if role == undisclosed {
		return undisclosed
	}
	return licenseType(huggingface.Role(role))
}

// listing are the members with one place in the directory.
func listing(s *collector.Snapshot, l collector.Listing) huggingface.Optional[[]collector.RoleCount] {
	counts, _ := s.Directory.Get()
	for _, c := range counts {
		if c.Listing == l {
			return huggingface.Disclosed(c.ByRole)
		}
	}
	return huggingface.Optional[[]collector.RoleCount]{}
}

// ifKnown withholds a number of members if it is unknown of all.
func ifKnown(n, unknown *int, members int) (known, stillUnknown *int) {
	if unknown != nil && *unknown == members && members > 0 {
		return nil, unknown
	}
	return n, unknown
}

func undisclosedOf(s *collector.Snapshot, field string) int {
	for _, f := range s.Undisclosed {
		if f.Field == field {
			return f.Count
		}
	}
	return 0
}

func total(o huggingface.Optional[[]collector.RoleCount]) *int {
	counts, disclosed := o.Get()
	if !disclosed {
		return nil
	}
	return new(collector.Sum(counts))
}

func ofRole(o huggingface.Optional[[]collector.RoleCount], role string) *int {
	counts, disclosed := o.Get()
	if !disclosed {
		return nil
	}
	return new(countOf(counts, role))
}

func countOf(counts []collector.RoleCount, role string) int {
	for _, c := range counts {
		if c.Role == role {
			return c.Count
		}
	}
	return 0
}
