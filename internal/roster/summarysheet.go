package roster

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"huggingface_exporter/internal/textfmt"
)

// WriteSummaries prints summaries as Table, CSV, JSON or JSONLines. The table
// has a line for each role of an organization and one for all, the others have
// one for each organization. Without summaries it prints nothing at all.
func WriteSummaries(w io.Writer, format string, summaries []Summary) error {
	if len(summaries) == 0 {
		return nil
	}
	if format == Table {
		var parts []summaryPart
		for _, s := range summaries {
			parts = append(parts, s.parts()...)
		}
		return writeSheet(w, format, []string{
			"organization", "role", "license_type", "members", "pro", "external", "without_2fa", "unlisted",
			"cost_now", "seat_limit", "seat_price", "contract_cost", "renewal", "cost_at_renewal",
		}, parts)
	}
	return writeSheet(w, format, summaryColumns(), summaries)
}

func summaryColumns() []string {
	columns := []string{"organization", "members"}
	for _, role := range Roles() {
		columns = append(columns, "role_"+role)
	}
	return append(columns,
		"pro", "external", "external_unknown", "without_2fa", "without_2fa_unknown", "unlisted", "unlisted_unknown",
		"seat_limit", "seat_price", "seat_currency", "contract_cost", "cost_now", "renewal", "cost_at_renewal")
}

// cells are the values of summaryColumns.
func (s Summary) cells() []string {
	cells := []string{s.Organization, strconv.Itoa(s.Members)}
	for _, role := range Roles() {
		cells = append(cells, s.ofRole(role))
	}
	unlisted := number(s.Unlisted, undisclosed)
	if s.UnlistedUnknown == nil {
		unlisted = ""
	}
	return append(cells,
		strconv.Itoa(s.Pro), number(s.External, undisclosed), strconv.Itoa(s.ExternalUnknown),
		number(s.Without2FA, undisclosed), strconv.Itoa(s.Without2FAUnknown), unlisted, number(s.UnlistedUnknown, ""),
		number(s.SeatLimit, ""), decimal(s.SeatPrice), deref(s.SeatCurrency),
		decimal(s.ContractCost), decimal(s.CostNow), date(s.Renewal, undisclosed), decimal(s.CostAtRenewal))
}

// ofRole is the number of members with a role. A role that is not there is
// known to have none only if any role is disclosed.
func (s Summary) ofRole(role string) string {
	none := undisclosed
	for _, p := range s.Roles {
		if p.Role == role {
			return strconv.Itoa(p.Members)
		}
		if p.Role != undisclosed {
			none = "0"
		}
	}
	return none
}

// summaryPart is a line of the table.
type summaryPart []string

func (p summaryPart) cells() []string { return p }

func (s Summary) parts() []summaryPart {
	var parts []summaryPart
	for _, p := range s.Roles {
		parts = append(parts, summaryPart{
			s.Organization, p.Role, p.LicenseType, textfmt.Number(p.Members), textfmt.Number(p.Pro),
			partly(p.External, p.ExternalUnknown), partly(p.Without2FA, p.Without2FAUnknown), unlistedText(p.Unlisted, p.UnlistedUnknown), s.money(p.CostNow), "", "", "", "", "",
		})
	}
	return append(parts, summaryPart{
		s.Organization, "all", "all", textfmt.Number(s.Members), textfmt.Number(s.Pro),
		partly(s.External, s.ExternalUnknown), partly(s.Without2FA, s.Without2FAUnknown), unlistedText(s.Unlisted, s.UnlistedUnknown),
		s.money(s.CostNow), seats(s.SeatLimit), s.money(s.SeatPrice), s.money(s.ContractCost), date(s.Renewal, undisclosed), s.money(s.CostAtRenewal),
	})
}

// unlistedText is "" without a directory file.
func unlistedText(n, unknown *int) string {
	if unknown == nil {
		return ""
	}
	return partly(n, *unknown)
}

// partly is a number that may be unknown for some members, or for all.
func partly(n *int, unknown int) string {
	switch {
	case n == nil:
		return undisclosed
	case unknown > 0:
		return fmt.Sprintf("%s + %s unknown", textfmt.Number(*n), textfmt.Number(unknown))
	}
	return textfmt.Number(*n)
}

func (s Summary) money(amount *float64) string {
	if amount == nil {
		return ""
	}
	return textfmt.Money(*amount, deref(s.SeatCurrency))
}

func seats(n *int) string {
	if n == nil {
		return ""
	}
	return textfmt.Number(*n)
}

func number(n *int, none string) string {
	if n == nil {
		return none
	}
	return strconv.Itoa(*n)
}

func decimal(amount *float64) string {
	if amount == nil {
		return ""
	}
	return strconv.FormatFloat(*amount, 'f', -1, 64)
}

func date(t *time.Time, none string) string {
	if t == nil {
		return none
	}
	return t.Format(time.DateOnly)
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
