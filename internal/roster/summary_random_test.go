package roster_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/roster"
	"huggingface_exporter/internal/textfmt"
)

// Each figure is a number of members that is counted here, one by one.
func TestRandomSummary(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for round := range 100 {
		list := randomMembers(random, 1+random.IntN(30))
		if round%5 == 0 { // a token that sees nothing
			for i := range list {
				list[i] = huggingface.Member{ID: list[i].ID, Username: list[i].Username, Pro: list[i].Pro}
			}
		}
		listed := func(m *huggingface.Member) collector.Listing {
			email, disclosed := m.VerifiedEmail.Get()
			switch {
			case strings.HasSuffix(m.Username, "1") || strings.HasSuffix(email, "@corp.example"):
				return collector.Listed
			case !disclosed:
				return collector.ListingUnknown
			}
			return collector.Unlisted
		}
		price := float64(random.IntN(5000)) / 100
		summary := roster.Summarize(roster.Source{Organization: "acme", Snapshot: read(t, list, listed), SeatPrice: price, SeatCurrency: "USD"})
		row := sheet(t, summary)[0]
		for column, want := range counted(list, listed) {
			if row[column] != want {
				t.Errorf("round %d: %s is %s, want %s", round, column, row[column], want)
			}
		}
		if cost, _ := strconv.ParseFloat(row["cost_now"], 64); price > 0 && fmt.Sprintf("%.2f", cost) != fmt.Sprintf("%.2f", price*float64(len(list))) {
			t.Errorf("round %d: %d seats at %v cost %s", round, len(list), price, row["cost_now"])
		}
		rolesAreCounted(t, summary, list, listed)
		if t.Failed() {
			return
		}
	}
}

// counted counts what a line of the summary says.
func counted(list []huggingface.Member, listed func(*huggingface.Member) collector.Listing) map[string]string {
	n := make(map[string]int)
	for _, m := range list {
		role, disclosed := m.Role.Get()
		switch {
		case !disclosed:
			n["role_unknown"]++
		case slices.Contains([]huggingface.Role{"admin", "write", "contributor", "read", "no_access"}, role):
			n["role_"+string(role)]++
		default:
			n["role_other"]++
		}
		if m.Pro {
			n["pro"]++
		}
		if external, disclosed := m.External.Get(); !disclosed {
			n["external_unknown"]++
		} else if external {
			n["external"]++
		}
		if has, disclosed := m.TwoFactor.Get(); !disclosed {
			n["without_2fa_unknown"]++
		} else if !has {
			n["without_2fa"]++
		}
		switch listed(&m) {
		case collector.Unlisted:
			n["unlisted"]++
		case collector.ListingUnknown:
			n["unlisted_unknown"]++
		case collector.Listed:
		}
	}
	want := map[string]string{"members": strconv.Itoa(len(list))}
	for _, column := range []string{"pro", "external_unknown", "without_2fa_unknown", "unlisted_unknown"} {
		want[column] = strconv.Itoa(n[column])
	}
	for _, column := range []string{"external", "without_2fa", "unlisted"} {
		want[column] = strconv.Itoa(n[column])
		if n[column+"_unknown"] == len(list) {
			want[column] = "unknown"
		}
	}
	for _, role := range []string{"admin", "write", "contributor", "read", "no_access", "other", "unknown"} {
		want["role_"+role] = strconv.Itoa(n["role_"+role])
		if n["role_unknown"] == len(list) && role != "unknown" {
			want["role_"+role] = "unknown"
		}
	}
	return want
}

// rolesAreCounted compares the lines of the table for each role with members
// of that role alone.
func rolesAreCounted(t *testing.T, summary roster.Summary, list []huggingface.Member, listed func(*huggingface.Member) collector.Listing) {
	t.Helper()
	var out bytes.Buffer
	if err := roster.WriteSummaries(&out, roster.Table, []roster.Summary{summary}); err != nil {
		t.Fatal(err)
	}
	all := counted(list, listed)
	for line := range strings.Lines(out.String()) {
		cells := regexp.MustCompile(`  +`).Split(line, -1)
		role := cells[1]
		if role == "ROLE" || role == "all" {
			continue
		}
		var of []huggingface.Member
		for _, m := range list {
			if r, disclosed := m.Role.Get(); (!disclosed && role == "unknown") || string(r) == role || (role == "other" && disclosed && !r.Known()) {
				of = append(of, m)
			}
		}
		want := counted(of, listed)
		for i, column := range map[int]string{3: "members", 4: "pro", 5: "external", 6: "without_2fa", 7: "unlisted"} {
			text := want[column]
			if unknown := want[column+"_unknown"]; text != "unknown" && unknown != "" && unknown != "0" {
				text += " + " + unknown + " unknown"
			}
			if len(of) == 0 { // of nobody, where it is known of anybody
				text = map[bool]string{true: "0", false: "unknown"}[column == "members" || column == "pro" || column == "unlisted" || all[column] != "unknown"]
			}
			if cells[i] != text {
				t.Errorf("%s of the role %s is %s, want %s", column, role, cells[i], text)
			}
		}
		if n, _ := strconv.Atoi(want["members"]); cells[8] != textfmt.Money(float64(n)*deref(summary.SeatPrice), "USD") && summary.SeatPrice != nil {
			t.Errorf("%d seats of the role %s cost %s", n, role, cells[8])
		}
	}
}

func deref(f *float64) float64 {
	if f == nil {
		return 0
	}
	return *f
}
