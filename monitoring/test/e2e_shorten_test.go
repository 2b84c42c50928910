//go:build e2e

package monitoring_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// interval is that of the exporter's scrapes in these tests, in place of five
// minutes.
const interval = "1s"

// shortened is what becomes of the durations of rules and dashboard, so that two weeks pass in less than a minute. Their
// order stays, and the short ones stay longer than the interval.
var shortened = map[string]string{
	"5m": "1s", "10m": "3s", "15m": "4s", "30m": "6s",
	"1h": "8s", "90m": "9s", "2h": "10s", "3h": "11s", "6h": "12s",
	"1d": "16s", "6d": "18s", "7d": "20s", "30d": "24s",
	"3d": "40s", // how long what is known is remembered
}

// Durations in names, as in delta7d, do not begin a word.
var durations = regexp.MustCompile(`\b\d+[smhdwy]\b`)

func shorten(t *testing.T, expression string) string {
	t.Helper()
	// The seconds that Prometheus itself may take, in an installation with intervals of a minute.
	expression = strings.ReplaceAll(expression, "clamp_min(organization:huggingface_scrape_interval_seconds:max, 90)", "organization:huggingface_scrape_interval_seconds:max")
	expression = strings.ReplaceAll(expression, "(time() - 120 - ", "(time() - ")
	return durations.ReplaceAllStringFunc(expression, func(duration string) string {
		if shortened[duration] == "" {
			t.Errorf("no shortened form of %s in %s", duration, expression)
		}
		return shortened[duration]
	})
}

// shortenFile writes a copy of a rule file, other durations aside the same, to
// a directory.
func shortenFile(t *testing.T, file, directory string) {
	t.Helper()
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(read(t, file)), &document); err != nil {
		t.Fatal(err)
	}
	shortenNode(t, &document)
	text, err := yaml.Marshal(&document)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(directory, filepath.Base(file)), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func shortenNode(t *testing.T, node *yaml.Node) {
	t.Helper()
	if node.Kind == yaml.MappingNode {
		for i := 0; i < len(node.Content); i += 2 {
			if slices.Contains([]string{"expr", "for", "keep_firing_for", "interval"}, node.Content[i].Value) {
				node.Content[i+1].Value = shorten(t, node.Content[i+1].Value)
			}
		}
	}
	for _, child := range node.Content {
		shortenNode(t, child)
	}
}
