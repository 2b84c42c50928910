package textfmt_test

import (
	"testing"

	"huggingface_exporter/internal/textfmt"
)

func TestNearest(t *testing.T) {
	candidates := []string{"scrape_interval", "scrape_timeout", "organizations", "name", "check", "serve"}
	for word, want := range map[string]string{
		"scrape_intervall": "scrape_interval",
		"scrape_timout":    "scrape_timeout",
		"organisations":    "organizations",
		"Organizations":    "organizations",
		"cehck":            "check", // two letters swapped
		"chek":             "check",
		"server":           "serve",
		"name":             "name",
		"":                 "",
		"n":                "",
		"interval":         "",
		"members":          "",
	} {
		if got := textfmt.Nearest(word, candidates); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
