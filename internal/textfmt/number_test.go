package textfmt_test

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/internal/textfmt"
)

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 12345: "12,345", 1234567: "1,234,567", -1: "-1", -100: "-100", -1000: "-1,000",
	} {
		if got := textfmt.Number(n); got != want {
			t.Errorf("Number(%d) = %q, want %q", n, got, want)
		}
	}
	if got := strings.ReplaceAll(textfmt.Number(math.MinInt), ",", ""); got != strconv.Itoa(math.MinInt) {
		t.Errorf("Number(math.MinInt) = %q without its commas", got)
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 pages", 1: "1 page", 2: "2 pages", 1200: "1,200 pages"} {
		if got := textfmt.Count(n, "page"); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestRelative(t *testing.T) {
	now := time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC)
	for d, want := range map[time.Duration]string{
		0:                          "now",
		-999 * time.Millisecond:    "now",
		time.Second:                "in 1 second",
		-59 * time.Second:          "59 seconds ago",
		-time.Minute:               "1 minute ago",
		-(time.Hour - 1):           "59 minutes ago",
		25*time.Hour + time.Minute: "in 1 day",
		40 * 24 * time.Hour:        "in 40 days",
		-400 * 24 * time.Hour:      "400 days ago",
	} {
		if got := textfmt.Relative(now.Add(d), now); got != want {
			t.Errorf("Relative(%s) = %q, want %q", d, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, test := range []struct {
		part, whole int
		want        string
	}{
		{0, 0, "0%"}, {0, 10, "0%"}, {1, 1000, "<1%"}, {1, 3, "33%"}, {2, 3, "67%"}, {999, 1000, "99%"}, {10, 10, "100%"}, {12, 10, "120%"},
	} {
		if got := textfmt.Percent(test.part, test.whole); got != test.want {
			t.Errorf("Percent(%d, %d) = %q, want %q", test.part, test.whole, got, test.want)
		}
	}
}
