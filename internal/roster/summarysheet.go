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
		return writeLines(w, format, []string{
			"organization", "role", "license_type", "members", "pro", "external", "without_2fa", "unlisted",
			"cost_now", "seat_limit", "seat_price", "contract_cost", "renewal", "cost_at_renewal",
		}, parts)
	}
	return writeLines(w, format, summaryColumns(), summaries)
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
	unlisted := show(s.Unlisted, undisclosed, strconv.Itoa)
	if s.UnlistedUnknown == nil {
		unlisted = ""
	}
	return append(cells,
		strconv.Itoa(s.Pro), show(s.External, undisclosed, strconv.Itoa), strconv.Itoa(s.ExternalUnknown),
		show(s.Without2FA, undisclosed, strconv.Itoa), strconv.Itoa(s.Without2FAUnknown), unlisted, show(s.UnlistedUnknown, "", strconv.Itoa),
		show(s.SeatLimit, "", strconv.Itoa), show(s.SeatPrice, "", decimal), show(s.SeatCurrency, "", verbatim),
		show(s.ContractCost, "", decimal), show(s.CostNow, "", decimal), show(s.Renewal, undisclosed, date), show(s.CostAtRenewal, "", decimal))
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
		parts = append(parts, s.part(p, "", "", "", "", ""))
	}
	all := Part{Role: "all", LicenseType: "all", Members: s.Members, Counts: s.Counts, CostNow: s.CostNow}
	return append(parts, s.part(all, show(s.SeatLimit, "", textfmt.Number), s.money(s.SeatPrice), s.money(s.ContractCost),
		show(s.Renewal, undisclosed, date), s.money(s.CostAtRenewal)))
}

// part is a line about some of the members, and what is about all of them.
func (s Summary) part(p Part, contract ...string) summaryPart {
	return append(summaryPart{
		s.Organization, p.Role, p.LicenseType, textfmt.Number(p.Members), textfmt.Number(p.Pro),
		partly(p.External, p.ExternalUnknown), partly(p.Without2FA, p.Without2FAUnknown), unlistedText(p.Unlisted, p.UnlistedUnknown), s.money(p.CostNow),
	}, contract...)
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
	return show(amount, "", func(f float64) string { return textfmt.Money(f, show(s.SeatCurrency, "", verbatim)) })
}

// show is a value as text, or none where there is no value.
func show[T any](value *T, none string, format func(T) string) string {
	if value == nil {
		return none
	}
	return format(*value)
}

func verbatim(s string) string { return s }

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func date(t time.Time) string { return t.Format(time.DateOnly) }
