// Package monitoring_test holds the rules, the alerts, the dashboard, the
// runbooks and the pages of documentation against each other. It is a module
// of its own, so that the exporter does not depend on Prometheus. Run it with
// -count=1: the files it reads lie outside the module, and Go's cache of test
// results does not notice their changes.
package monitoring_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
)

// root is the repository, as seen from here.
const root = "../.."

const runbooks = "http://localhost:10120/runbooks/"

var promql = parser.NewParser(parser.Options{})

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no file is named %s (%v)", pattern, err)
	}
	for i, path := range paths {
		paths[i], _ = filepath.Rel(root, path)
	}
	return paths
}

// groupsOf loads a rule file as Prometheus does: names, labels, durations,
// expressions and templates are checked, unknown fields are errors.
func groupsOf(t *testing.T, file string) []rulefmt.RuleGroup {
	t.Helper()
	return parseGroups(t, file, read(t, file))
}

func parseGroups(t *testing.T, file, text string) []rulefmt.RuleGroup {
	t.Helper()
	groups, errs := rulefmt.Parse([]byte(text), false, model.LegacyValidation, promql, slog.New(slog.DiscardHandler))
	for _, err := range errs {
		t.Errorf("%s: %v", file, err)
	}
	if len(errs) > 0 {
		t.FailNow()
	}
	return groups.Groups
}

func rulesOf(t *testing.T, file string) []rulefmt.Rule {
	t.Helper()
	var rules []rulefmt.Rule
	for _, group := range groupsOf(t, file) {
		rules = append(rules, group.Rules...)
	}
	return rules
}

func recordingRules(t *testing.T) []rulefmt.Rule { return rulesOf(t, "monitoring/rules.yml") }
func alerts(t *testing.T) []rulefmt.Rule         { return rulesOf(t, "monitoring/alerts.yml") }

func alertNames(t *testing.T) map[string]bool {
	names := map[string]bool{}
	for _, alert := range alerts(t) {
		names[alert.Alert] = true
	}
	return names
}

// query is one that an annotation makes, as the format and the arguments of printf.
type query struct{ format, arguments string }

var printf = regexp.MustCompile(`printf ("(?:[^"\\]|\\.)*") ([^|]*)\|`)

func queriesOf(t *testing.T, rule rulefmt.Rule) []query {
	t.Helper()
	var queries []query
	for _, found := range printf.FindAllStringSubmatch(rule.Annotations["summary"]+rule.Annotations["description"], -1) {
		format, err := strconv.Unquote(found[1])
		if err != nil {
			t.Errorf("%s: %v in %s", rule.Alert, err, found[1])
		}
		if strings.Contains(format, "{") { // and not the format of a number
			queries = append(queries, query{format, found[2]})
		}
	}
	return queries
}

var fence = regexp.MustCompile("(?s)```promql\n(.*?)```")

// documented are the PromQL examples of a page; an empty line separates two.
func documented(t *testing.T, page string) []string {
	var expressions []string
	for _, block := range fence.FindAllStringSubmatch(read(t, page), -1) {
		for expression := range strings.SplitSeq(block[1], "\n\n") {
			expressions = append(expressions, expression)
		}
	}
	return expressions
}

func pages(t *testing.T) []string {
	return append(append(glob(t, "docs/*.md"), glob(t, "docs/runbooks/*.md")...), "README.md")
}
