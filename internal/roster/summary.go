package roster

import (
	"math"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

// Summary is what the seats of an organization are, and what they cost per
// month. It has no personal data. Nil is what is not known.
type Summary struct {
	Organization string `json:"organization"`
	Members      int    `json:"members"`
	// Roles are those that [collector.Snapshot.ByRole] has.
	Roles []Part `json:"roles"`
	Counts

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
	Counts
	CostNow *float64 `json:"cost_now"`
}

// Counts counts members by what is worth a look. Those of whom it is unknown
// are counted apart; if it is unknown of all, the number is nil.
type Counts struct {
	Pro               int  `json:"pro"`
	External          *int `json:"external"`
	ExternalUnknown   int  `json:"external_unknown"`
	Without2FA        *int `json:"without_2fa"`
	Without2FAUnknown int  `json:"without_2fa_unknown"`
	// Both are nil without a directory file.
	Unlisted        *int `json:"unlisted"`
	UnlistedUnknown *int `json:"unlisted_unknown"`
}

// Summarize makes the summary of an organization, of whose target it needs the
// name and the contract. Renewal is the end of the paid period; zero if not
// known.
func Summarize(t collector.Target, s *collector.Snapshot, renewal time.Time) Summary {
	sum := Summary{Organization: t.Organization, Members: s.Members, Counts: newCounts(s, s.Members, collector.Sum)}
	if t.SeatLimit > 0 {
		sum.SeatLimit = &t.SeatLimit
	}
	if !renewal.IsZero() {
		sum.Renewal = new(renewal.UTC())
	}
	if t.SeatPrice > 0 {
		sum.SeatPrice, sum.SeatCurrency = &t.SeatPrice, &t.SeatCurrency
	}
	sum.ContractCost, sum.CostNow, sum.CostAtRenewal = sum.cost(sum.SeatLimit), sum.cost(&s.Members), sum.cost(&s.Members)
	for _, c := range s.ByRole {
		ofRole := func(counts []collector.RoleCount) int { return collector.CountOf(counts, c.Role) }
		sum.Roles = append(sum.Roles, Part{
			Role: c.Role, LicenseType: licenseTypeOf(c.Role), Members: c.Count, Counts: newCounts(s, c.Count, ofRole), CostNow: sum.cost(&c.Count),
		})
	}
	return sum
}

// newCounts counts some of the members of an organization: of picks their number.
func newCounts(s *collector.Snapshot, members int, of func([]collector.RoleCount) int) Counts {
	undisclosed := make(map[string]int)
	for _, f := range s.Undisclosed {
		undisclosed[f.Field] = of(f.ByRole)
	}
	t := Counts{Pro: of(s.Pro), ExternalUnknown: undisclosed["external_collaborator"], Without2FAUnknown: undisclosed["two_factor"]}
	if counts, disclosed := s.External.Get(); disclosed {
		t.External = unlessUnknown(of(counts), t.ExternalUnknown, members)
	}
	if counts, disclosed := s.WithoutTwoFactor.Get(); disclosed {
		t.Without2FA = unlessUnknown(of(counts), t.Without2FAUnknown, members)
	}
	if counts, compared := s.Directory.Get(); compared {
		listings := make(map[collector.Listing]int)
		for _, c := range counts {
			listings[c.Listing] = of(c.ByRole)
		}
		t.UnlistedUnknown = new(listings[collector.ListingUnknown])
		t.Unlisted = unlessUnknown(listings[collector.Unlisted], *t.UnlistedUnknown, members)
	}
	return t
}

func unlessUnknown(n, unknown, members int) *int {
	if unknown == members && members > 0 {
		return nil
	}
	return &n
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
