package monitoring_test

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

func TestAlertsSayWhatToDo(t *testing.T) {
	for _, alert := range alerts(t) {
		severity := alert.Labels["severity"]
		if !slices.Contains([]string{"critical", "warning", "info"}, severity) {
			t.Errorf("%s has severity %q", alert.Alert, severity)
		}
		if want := runbooks + alert.Alert; alert.Annotations["runbook_url"] != want {
			t.Errorf("%s has the runbook %q, want %q", alert.Alert, alert.Annotations["runbook_url"], want)
		}
		for _, name := range []string{"summary", "description"} {
			text := alert.Annotations[name]
			if text == "" {
				t.Errorf("%s has no %s", alert.Alert, name)
			}
			// Alerts about exporters or their targets are about no organization.
			if aboutExporter := strings.Contains(alert.Expr, "huggingface_exporter_") || strings.Contains(alert.Expr, "count by (job)"); !aboutExporter && !strings.Contains(text, "{{ .Labels.organization }}") {
				t.Errorf("the %s of %s names no organization", name, alert.Alert)
			}
		}
	}
}

// Alerts, runbooks and the list in docs/monitoring.md are the same set, and
// README.md names no alert that does not exist.
func TestAlertsAndPagesAreTheSameSet(t *testing.T) {
	want := sorted(alertNames(t))
	pages, listed := map[string]bool{}, map[string]bool{}
	for _, page := range glob(t, "docs/runbooks/*.md") {
		pages[strings.TrimSuffix(filepath.Base(page), ".md")] = true
	}
	for _, row := range regexp.MustCompile(`(?m)^\| \[(\w+)\]\(runbooks/(\w+)\.md\) \|`).FindAllStringSubmatch(read(t, "docs/monitoring.md"), -1) {
		if listed[row[1]] = true; row[1] != row[2] {
			t.Errorf("docs/monitoring.md: %s leads to %s", row[1], row[2])
		}
	}
	if got := sorted(pages); !slices.Equal(got, want) {
		t.Errorf("runbooks: %v\nalerts: %v", got, want)
	}
	if got := sorted(listed); !slices.Equal(got, want) {
		t.Errorf("docs/monitoring.md: %v\nalerts: %v", got, want)
	}
	readme := read(t, "README.md")
	if !strings.Contains(readme, "docs/monitoring.md") {
		t.Error("README.md does not lead to docs/monitoring.md")
	}
	for _, name := range regexp.MustCompile(`\bHuggingFace[A-Z]\w+`).FindAllString(readme, -1) {
		if !slices.Contains(want, name) {
			t.Errorf("README.md: there is no alert %s", name)
		}
	}
}

// Severities in docs/monitoring.md and on the runbook are those of the rules.
func TestSeveritiesAreToldRight(t *testing.T) {
	severities := map[string]map[string]bool{}
	for _, alert := range alerts(t) {
		if severities[alert.Alert] == nil {
			severities[alert.Alert] = map[string]bool{}
		}
		severities[alert.Alert][alert.Labels["severity"]] = true
	}
	list := read(t, "docs/monitoring.md")
	word := regexp.MustCompile(`critical|warning|info`)
	told := func(text string) []string {
		set := map[string]bool{}
		for _, severity := range word.FindAllString(text, -1) {
			set[severity] = true
		}
		return sorted(set)
	}
	for name, want := range severities {
		row := regexp.MustCompile(`(?m)^\| \[` + name + `\]\([^)]*\) \| ([^|]*) \|`).FindStringSubmatch(list)
		page := regexp.MustCompile(`(?m)^Severity: (.*)$`).FindStringSubmatch(read(t, "docs/runbooks/"+name+".md"))
		if row == nil || !slices.Equal(told(row[1]), sorted(want)) {
			t.Errorf("docs/monitoring.md: severity of %s is %v, the rules have %v", name, row, sorted(want))
		}
		if page == nil || !slices.Equal(told(page[1]), sorted(want)) {
			t.Errorf("runbook: severity of %s is %v, the rules have %v", name, page, sorted(want))
		}
	}
}

// What somebody needs at three in the morning stands on every page, in one
// order.
func TestRunbooks(t *testing.T) {
	parts := regexp.MustCompile(`(?s)^# (\w+)\n.*\n## What it means\n.+\n<!-- start -->\n.+\n## How bad\n.+\n## Confirm\n.+\n## Fix\n.+\n## When it resolves\n.+\n## Silence\n.+$`)
	for name := range alertNames(t) {
		page := read(t, "docs/runbooks/"+name+".md")
		if match := parts.FindStringSubmatch(page); match == nil || match[1] != name {
			t.Errorf("%s lacks a part or has another title", name)
		}
		for what, pattern := range map[string]string{
			"a PromQL":                "(?s)## Confirm\n.*```promql\n.*## Fix",
			"a check command":         "(?s)<!-- start -->\n.*```sh\nhuggingface_exporter check .*<!-- /start -->",
			"a silence of this alert": `(?s)## Silence\n.*\namtool silence add --duration=\S+ --comment="[^"]+" alertname=` + name + `\b`,
		} {
			if !regexp.MustCompile(pattern).MatchString(page) {
				t.Errorf("%s: the runbook has not %s where it belongs", name, what)
			}
		}
	}
}
