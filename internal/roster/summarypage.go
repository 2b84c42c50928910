package roster

import (
	"bytes"
	_ "embed" // for the page
	"html/template"
	"io"
	"slices"
	"time"

	"huggingface_exporter/internal/textfmt"
)

//go:embed summary.html
var summaryHTML string

// HTML is the format of a [Page].
const HTML = "html"

// Page is a page for people about the seats of organizations. It needs nothing
// else to be shown or printed.
type Page struct {
	Summaries []Summary
	// Missing are the organizations that could not be read.
	Missing []string
	Now     time.Time
	// Program is the name and version of the program that made the page.
	Program string
	// Style is the style sheet of the status page.
	Style string
}

// pageView is what the template summary.html shows.
type pageView struct {
	Missing       []string
	Now           time.Time
	Program       string
	CSS           template.CSS
	Members       int
	Organizations []summaryView
	// Totals has one element for each currency.
	Totals []totalView
}

// summaryView has texts, "" for what is not configured.
type summaryView struct {
	Organization                                             string
	Members, SeatLimit                                       int
	Parts                                                    []partView
	Total                                                    partView
	SeatPrice, ContractCost, CostNow, Renewal, CostAtRenewal string
}

type partView struct {
	Role, LicenseType    string
	Members, Pro         int
	External, Without2FA count
	Unlisted             *count // nil without a directory file
	CostNow              string
	// Start and Width are the role's part of the bar, in percent of it.
	Start, Width float64
}

// count is a number of members that may be unknown, or unknown for some.
type count struct {
	Known            bool
	Members, Unknown int
}

type totalView struct {
	Currency               string
	Members                int
	CostNow, CostAtRenewal string
	now, renewal           float64
}

// WriteHTML prints the page, or nothing if there is no summary.
func (p Page) WriteHTML(w io.Writer) error {
	if len(p.Summaries) == 0 {
		return nil
	}
	page, err := template.New("summary").Funcs(template.FuncMap{
		"number": textfmt.Number, "count": textfmt.Count, "share": textfmt.Percent,
	}).Parse(summaryHTML)
	if err != nil {
		return err
	}
	v := pageView{
		Missing: p.Missing, Now: p.Now.UTC(), Program: p.Program,
		CSS: template.CSS(p.Style), //nolint:gosec // The style is part of the program.
	}
	for _, s := range p.Summaries {
		v.Members += s.Members
		v.Organizations = append(v.Organizations, newSummaryView(s))
		v.add(s)
	}
	var b bytes.Buffer
	if err := page.Execute(&b, v); err != nil {
		return err
	}
	_, err = b.WriteTo(w)
	return err
}

// add adds an organization to the total of its currency.
func (v *pageView) add(s Summary) {
	currency := show(s.SeatCurrency, "", verbatim)
	at := slices.IndexFunc(v.Totals, func(t totalView) bool { return t.Currency == currency })
	if at < 0 {
		at = len(v.Totals)
		v.Totals = append(v.Totals, totalView{Currency: currency})
	}
	t := &v.Totals[at]
	t.Members += s.Members
	if s.CostNow != nil {
		t.now += *s.CostNow
		t.renewal += *s.CostAtRenewal
		t.CostNow, t.CostAtRenewal = textfmt.Money(t.now, currency), textfmt.Money(t.renewal, currency)
	}
}

func newSummaryView(s Summary) summaryView {
	v := summaryView{
		Organization: s.Organization, Members: s.Members,
		SeatPrice: s.money(s.SeatPrice), ContractCost: s.money(s.ContractCost), CostNow: s.money(s.CostNow),
		Renewal: show(s.Renewal, undisclosed, date), CostAtRenewal: s.money(s.CostAtRenewal),
		Total: s.partView(Part{Members: s.Members, Counts: s.Counts, CostNow: s.CostNow}),
	}
	if s.SeatLimit != nil {
		v.SeatLimit = *s.SeatLimit
	}
	start := 0.0
	for _, p := range s.Roles {
		part := s.partView(p)
		part.Start, part.Width = start, 100*float64(p.Members)/float64(max(s.Members, 1))
		start += part.Width
		v.Parts = append(v.Parts, part)
	}
	return v
}

func (s Summary) partView(p Part) partView {
	return partView{
		Role: p.Role, LicenseType: p.LicenseType, Members: p.Members, Pro: p.Pro, CostNow: s.money(p.CostNow),
		External: newCount(p.External, p.ExternalUnknown), Without2FA: newCount(p.Without2FA, p.Without2FAUnknown),
		Unlisted: unlistedCount(p.Unlisted, p.UnlistedUnknown),
	}
}

func newCount(n *int, unknown int) count {
	if n == nil {
		return count{}
	}
	return count{Known: true, Members: *n, Unknown: unknown}
}

// unlistedCount is nil without a directory file.
func unlistedCount(n, unknown *int) *count {
	if unknown == nil {
		return nil
	}
	return new(newCount(n, *unknown))
}
