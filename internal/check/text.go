package check

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"huggingface_exporter/internal/textfmt"
)

// labelWidth is that of the longest label and the gap after it.
const labelWidth = 12

// Colors that a terminal knows.
const (
	red    = "31"
	green  = "32"
	yellow = "33"
)

// text builds the report for people. Everything that comes from the Hub or
// from files goes through textfmt.Safe.
type text struct {
	strings.Builder
	color bool
	now   time.Time
}

// WriteText writes the report for people, with colors if color is set.
func (r Report) WriteText(w io.Writer, color bool) error {
	t := &text{color: color, now: r.Time}
	well := 0
	for _, o := range r.Organizations {
		t.organization(o)
		if o.OK {
			well++
		}
	}
	hue, verdict := r.verdict(well)
	t.WriteString(t.paint(hue, verdict) + "\n")
	_, err := io.WriteString(w, t.String())
	return err
}

// verdict is the last line. All is well only if there is nothing to know.
func (r Report) verdict(well int) (hue, text string) {
	organizations := textfmt.Count(len(r.Organizations), "organization")
	warnings := ""
	if n := r.count(Warning); n > 0 {
		warnings = ", with " + textfmt.Count(n, "warning")
	}
	switch {
	case !r.OK():
		return red, fmt.Sprintf("%s of %s can be read%s.", textfmt.Number(well), organizations, warnings)
	case warnings != "":
		return yellow, organizations + " can be read" + warnings + "."
	}
	return green, "All well: " + organizations + " can be read."
}

func (t *text) paint(hue, s string) string {
	if !t.color {
		return s
	}
	return "\x1b[" + hue + "m" + s + "\x1b[0m"
}

// line writes a label and what is said about it.
func (t *text) line(label, format string, args ...any) {
	fmt.Fprintf(t, "  %-*s%s\n", labelWidth, label, textfmt.Safe(fmt.Sprintf(format, args...)))
}

func (t *text) organization(o Organization) {
	state := t.paint(green, "ok")
	if !o.OK {
		state = t.paint(red, "failed")
	}
	fmt.Fprintf(t, "%s: %s\n", textfmt.Safe(o.Name), state)
	if o.CanonicalName != "" {
		t.line("name", "%s on the Hub", o.CanonicalName)
	}
	t.token(o.Token)
	t.account(o.Account)
	t.contract(o.Contract)
	t.members(o)
	for _, l := range o.RateLimits {
		limit := ""
		if l.Limit > 0 {
			limit = " of " + textfmt.Number(int(l.Limit))
		}
		t.line("rate limit", "%s%s requests left, resets %s (%s)", textfmt.Number(int(l.Remaining)), limit, textfmt.Relative(l.Reset, t.now), l.Bucket)
	}
	for _, p := range o.Problems {
		t.problem(p)
	}
	t.WriteString("\n")
}

func (t *text) token(token *Token) {
	switch {
	case token == nil:
		t.line("token", "cannot be read")
	case token.Source == "":
		t.line("token", "none")
	case !token.Valid:
		t.line("token", "from %s, not confirmed", token.Source)
	default:
		expiry := "never expires"
		if token.Expiry != nil {
			expiry = "expires " + t.date(*token.Expiry)
		}
		t.line("token", "from %s, valid, %s, role %s, owner %s", token.Source, expiry, known(token.Role), known(token.Owner))
	}
}

func (t *text) account(a *Account) {
	switch {
	case a == nil:
		t.line("account", "unknown")
	case !a.Member:
		t.line("account", "the token's owner is not a member")
	default:
		renewal := "renewal unknown"
		if a.PeriodEnd != nil {
			renewal = "renews " + t.date(*a.PeriodEnd)
		}
		t.line("account", "plan %s, %s, the token's owner is %s", known(a.Plan), renewal, known(string(a.Role)))
		if a.Restrictions != nil {
			t.line("restricted", "%s", cmp.Or(strings.Join(a.Restrictions, ", "), "no"))
		}
	}
}

func (t *text) contract(c *Contract) {
	if c == nil {
		return
	}
	var parts []string
	if c.Seats > 0 {
		parts = append(parts, textfmt.Count(c.Seats, "seat"))
	}
	if c.Price > 0 {
		parts = append(parts, textfmt.Money(c.Price, c.Currency)+" per seat and month")
	}
	if c.MonthlyCost != nil {
		parts = append(parts, textfmt.Money(*c.MonthlyCost, c.Currency)+" per month now")
	}
	t.line("contract", "%s", strings.Join(parts, ", "))
}

func (t *text) members(o Organization) {
	if o.Members == nil {
		t.line("members", "cannot be read")
		return
	}
	took := time.Duration(o.Members.Seconds * float64(time.Second)).Round(time.Millisecond)
	t.line("members", "%s in %s of at most %s, read in %s",
		textfmt.Number(o.Members.Count), textfmt.Count(o.Members.Pages, "page"), textfmt.Number(o.Members.PageSize), took)
	if o.Members.Reported != nil {
		t.line("", "%s reported by the Hub", textfmt.Number(*o.Members.Reported))
	}
	if d := o.Directory; d != nil {
		t.line("directory", "%s listed, %s unlisted, %s unknown", textfmt.Number(d.Listed), textfmt.Number(d.Unlisted), textfmt.Number(d.Unknown))
	}
	for _, f := range o.Fields {
		t.field(f, o.Members.Count)
	}
	if o.Groups == nil {
		return
	}
	t.line("groups", "%s, %s with members hidden from this token", textfmt.Count(o.Groups.Count, "resource group"), textfmt.Number(len(o.Groups.Hidden)))
	for _, g := range o.Groups.Hidden {
		t.line("", "%s: %s of %s visible", g.Name, textfmt.Number(g.Visible), textfmt.Count(g.Reported, "member"))
	}
}

// field tells what an undisclosed field means for the metrics.
func (t *text) field(f Field, members int) {
	metrics := strings.Join(f.Metrics, ", ")
	switch {
	case f.Undisclosed == 0:
		t.line("field", "%s: disclosed", f.Name)
	case f.Disclosed > 0:
		t.line("field", "%s: undisclosed for %s of %s, who are excluded from %s", f.Name, textfmt.Number(f.Undisclosed), textfmt.Count(members, "member"), metrics)
	case f.Name == "role":
		t.line("field", `%s: undisclosed, so the role is unknown in %s`, f.Name, metrics)
	default:
		t.line("field", "%s: undisclosed, so these metrics are absent: %s", f.Name, metrics)
	}
}

func (t *text) problem(p Problem) {
	word := t.paint(yellow, "warning")
	if p.Severity == Failure {
		word = t.paint(red, "error")
	}
	fmt.Fprintf(t, "  %s: %s [%s]\n", word, textfmt.Safe(p.Cause), p.Kind)
	if p.Message != "" {
		fmt.Fprintf(t, "    %s\n", textfmt.Safe(p.Message))
	}
	if p.RequestID != "" {
		fmt.Fprintf(t, "    request id %s\n", textfmt.Safe(p.RequestID))
	}
	for _, step := range p.Steps {
		fmt.Fprintf(t, "    - %s\n", textfmt.Safe(step))
	}
}

func (t *text) date(at time.Time) string {
	return at.UTC().Format(time.DateOnly) + " (" + textfmt.Relative(at, t.now) + ")"
}

func known(s string) string { return cmp.Or(s, "unknown") }
