package monitoring_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
)

func parse(t *testing.T, where, expression string) parser.Expr {
	t.Helper()
	parsed, err := promql.ParseExpr(expression)
	if err != nil {
		t.Errorf("%s: %v in\n%s", where, err, expression)
		return nil
	}
	return parsed
}

func TestExpressionsOfDashboardAndPagesParse(t *testing.T) {
	for _, expression := range loadDashboard(t).expressions() {
		parse(t, "dashboard.json", expression)
	}
	for _, page := range pages(t) {
		for _, expression := range documented(t, page) {
			parse(t, page, expression)
		}
	}
}

// Rules, alerts, dashboard and examples use only metrics that docs/metrics.md
// describes, and recordings of rules.yml. A misspelt name would never fire.
func TestMetricsExist(t *testing.T) {
	known := documentedMetrics(t)
	for _, rule := range recordingRules(t) {
		known = append(known, rule.Record)
	}
	check := func(where, expression string) {
		for _, name := range metricsOf(parse(t, where, expression)) {
			if !slices.ContainsFunc(known, func(pattern string) bool { return isMetric(name, pattern) }) {
				t.Errorf("%s: %s is neither in docs/metrics.md nor recorded", where, name)
			}
		}
	}
	for _, rule := range append(recordingRules(t), alerts(t)...) {
		check(rule.Record+rule.Alert, rule.Expr)
	}
	for _, expression := range loadDashboard(t).expressions() {
		check("dashboard.json", expression)
	}
	for _, page := range pages(t) {
		for _, expression := range documented(t, page) {
			check(page, expression)
		}
	}
}

// documentedMetrics are the names in docs/metrics.md, some of them patterns
// such as go_*, and what Prometheus itself adds.
func documentedMetrics(t *testing.T) []string {
	known := []string{"up", "ALERTS"}
	for _, match := range regexp.MustCompile("`([a-z][a-z0-9_]+\\*?)`").FindAllStringSubmatch(read(t, "docs/metrics.md"), -1) {
		known = append(known, match[1])
	}
	return known
}

func isMetric(name, pattern string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(name, prefix)
	}
	suffix, ok := strings.CutPrefix(name, pattern)
	return ok && slices.Contains([]string{"", "_bucket", "_sum", "_count"}, suffix)
}

// Every recording is used by an alert, by the dashboard or by another rule.
func TestRecordingsAreUsed(t *testing.T) {
	used := map[string]bool{}
	note := func(expression string) {
		for _, name := range metricsOf(parse(t, "", expression)) {
			used[name] = true
		}
	}
	for _, rule := range append(recordingRules(t), alerts(t)...) {
		note(rule.Expr)
	}
	for _, expression := range loadDashboard(t).expressions() {
		note(expression)
	}
	level := regexp.MustCompile(`^[a-z_]+:huggingface_[a-z0-9_]+:[a-z0-9_]+$`)
	for _, rule := range recordingRules(t) {
		if !level.MatchString(rule.Record) {
			t.Errorf("%s is not named level:metric:operations", rule.Record)
		}
		if !used[rule.Record] {
			t.Errorf("nothing uses %s", rule.Record)
		}
	}
}

// Rules and alerts know the exporter's own labels, and of Prometheus' only
// those that every target has. They select no job: it may be called anything.
// Of each of the exporter's, HuggingFaceLabelConflict tells whether a target
// overwrites it.
func TestLabelsAreEverywhere(t *testing.T) {
	own := []string{"organization", "role", "field", "code", "bucket", "from", "to", "currency", "directory", "collector", "token_role"}
	for _, label := range own {
		own = append(own, "exported_"+label) // as a conflict renames it
	}
	conflicts := map[string]bool{}
	own = append(own, "figure", "stage", "week") // of the recordings
	everywhere := append([]string{"job", "instance"}, own...)
	for _, rule := range append(recordingRules(t), alerts(t)...) {
		selected, grouped := labelsOf(parse(t, rule.Record+rule.Alert, rule.Expr))
		for _, label := range selected {
			if !slices.Contains(own, label) {
				t.Errorf("%s%s selects by %s", rule.Record, rule.Alert, label)
			}
			if rule.Alert == "HuggingFaceLabelConflict" {
				conflicts[label] = true
			}
		}
		for _, label := range grouped {
			if !slices.Contains(everywhere, label) {
				t.Errorf("%s%s groups by %s", rule.Record, rule.Alert, label)
			}
		}
	}
	for _, label := range own {
		if strings.HasPrefix(label, "exported_") && !conflicts[label] {
			t.Errorf("HuggingFaceLabelConflict does not know %s", label)
		}
	}
}

// A group that is evaluated every 5 minutes writes samples further apart than a plain selector looks back, so that others
// read them over a range.
func TestRareRecordingsAreReadOverARange(t *testing.T) {
	rare := map[string]bool{}
	var groups []rulefmt.RuleGroup
	for _, file := range []string{"monitoring/rules.yml", "monitoring/alerts.yml"} {
		groups = append(groups, groupsOf(t, file)...)
	}
	for _, group := range groups {
		for _, rule := range group.Rules {
			rare[rule.Record] = rare[rule.Record] || rule.Record != "" && group.Interval > 0
		}
	}
	if len(rare) < 20 {
		t.Fatalf("only %d recordings", len(rare))
	}
	check := func(where, expression string) {
		for _, name := range instantsOf(parse(t, where, expression)) {
			if rare[name] {
				t.Errorf("%s reads %s without a range", where, name)
			}
		}
	}
	for _, group := range groups {
		for _, rule := range group.Rules {
			if group.Interval == 0 {
				check(rule.Record+rule.Alert, rule.Expr)
			}
			for _, query := range queriesOf(t, rule) {
				check("annotation of "+rule.Alert, strings.ReplaceAll(query.format, "%q", `"acme"`))
			}
		}
	}
	for _, expression := range loadDashboard(t).expressions() {
		check("dashboard.json", expression)
	}
	for _, page := range pages(t) {
		for _, expression := range documented(t, page) {
			check(page, expression)
		}
	}
}

// instantsOf are the metrics that an expression reads at one moment.
func instantsOf(expression parser.Expr) []string {
	var names []string
	parser.Inspect(expression, func(node parser.Node, path []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			ranged := false
			for _, parent := range path {
				_, isRange := parent.(*parser.MatrixSelector)
				ranged = ranged || isRange
			}
			if !ranged {
				names = append(names, selector.Name)
			}
		}
		return nil
	})
	return names
}

func metricsOf(expression parser.Expr) []string {
	var names []string
	parser.Inspect(expression, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok && selector.Name != "" {
			names = append(names, selector.Name)
		}
		return nil
	})
	return names
}

func labelsOf(expression parser.Expr) (selected, grouped []string) {
	parser.Inspect(expression, func(node parser.Node, _ []parser.Node) error {
		switch node := node.(type) {
		case *parser.VectorSelector:
			for _, matcher := range node.LabelMatchers {
				if matcher.Name != labels.MetricName {
					selected = append(selected, matcher.Name)
				}
			}
		case *parser.AggregateExpr:
			grouped = append(grouped, node.Grouping...)
		case *parser.BinaryExpr:
			if node.VectorMatching != nil {
				grouped = append(grouped, node.VectorMatching.MatchingLabels...)
			}
		}
		return nil
	})
	return selected, grouped
}
