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
	Page
	CSS     template.CSS
	Members int
	Totals  []*total
}

// total is what organizations with the same currency add up to; the currency is
// "" for those without a price.
type total struct {
	Currency               string
	Members                int
	CostNow, CostAtRenewal float64
}

// count is a number of members that may be unknown, or unknown for some.
type count struct {
	Known            bool
	Members, Unknown int
}

// stretch is a role's part of the bar, in percent of it.
type stretch struct {
	Part
	Start, Width float64
}

// WriteHTML prints the page, or nothing if there is no summary.
func (p Page) WriteHTML(w io.Writer) error {
	if len(p.Summaries) == 0 {
		return nil
	}
	page, err := template.New("summary").Funcs(template.FuncMap{
		"number": textfmt.Number, "count": textfmt.Count, "share": textfmt.Percent, "money": textfmt.Money, "known": newCount, "bar": newBar,
	}).Parse(summaryHTML)
	if err != nil {
		return err
	}
	p.Now = p.Now.UTC()
	v := pageView{Page: p, CSS: template.CSS(p.Style)} //nolint:gosec // The style is part of the program.
	for _, s := range p.Summaries {
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
	v.Members += s.Members
	currency := show(s.SeatCurrency, "", verbatim)
	at := slices.IndexFunc(v.Totals, func(t *total) bool { return t.Currency == currency })
	if at < 0 {
		at = len(v.Totals)
		v.Totals = append(v.Totals, &total{Currency: currency})
	}
	t := v.Totals[at]
	t.Members += s.Members
	if s.CostNow != nil {
		t.CostNow += *s.CostNow
		t.CostAtRenewal += *s.CostAtRenewal
	}
}

func newBar(s Summary) []stretch {
	var bar []stretch
	start := 0.0
	for _, p := range s.Roles {
		width := 100 * float64(p.Members) / float64(max(s.Members, 1))
		bar = append(bar, stretch{p, start, width})
		start += width
	}
	return bar
}

func newCount(n *int, unknown int) count {
	if n == nil {
		return count{}
	}
	return count{Known: true, Members: *n, Unknown: unknown}
}
