package monitoring_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
)

// With LABELS=cluster, scripts/monitoring writes rules and alerts that nowhere mix two clusters up: each aggregation keeps
// the label, each match compares it, and each query of an annotation selects it.
func TestLabelIsAddedEverywhere(t *testing.T) {
	directory := t.TempDir()
	command := exec.Command(filepath.Join(root, "scripts/monitoring"))
	command.Env = append(os.Environ(), "LABELS=cluster", "MONITORING="+directory)
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	matches, queries := 0, 0
	for _, file := range []string{"rules.yml", "alerts.yml"} {
		text, err := os.ReadFile(filepath.Join(directory, file))
		if err != nil {
			t.Fatal(err)
		}
		for _, group := range parseGroups(t, file, string(text)) {
			for _, rule := range group.Rules {
				for _, labels := range matchings(parse(t, file, rule.Expr)) {
					if matches++; !slices.Contains(labels, "cluster") {
						t.Errorf("%s%s matches or groups by %v alone", rule.Record, rule.Alert, labels)
					}
				}
				for _, query := range queriesOf(t, rule) {
					if queries++; !strings.Contains(query.format, "{cluster=%q,organization=%q") || !strings.HasPrefix(query.arguments, ".Labels.cluster .Labels.organization ") {
						t.Errorf("%s asks for %s of %s", rule.Alert, query.format, query.arguments)
					}
				}
			}
		}
	}
	if matches < 100 || queries < 20 {
		t.Errorf("only %d matches and %d queries are found", matches, queries)
	}
}

func TestLabelMustBeALabel(t *testing.T) {
	command := exec.Command(filepath.Join(root, "scripts/monitoring"))
	command.Env = append(os.Environ(), "LABELS=k8s-cluster", "MONITORING="+t.TempDir())
	if output, err := command.CombinedOutput(); err == nil || !strings.Contains(string(output), `LABELS: "k8s-cluster" is not the name of a label`) {
		t.Errorf("%v: %s", err, output)
	}
}

// matchings are the labels of each `by` and each `on` of an expression.
func matchings(expression parser.Expr) [][]string {
	var all [][]string
	parser.Inspect(expression, func(node parser.Node, _ []parser.Node) error {
		switch node := node.(type) {
		case *parser.AggregateExpr:
			if !node.Without {
				all = append(all, node.Grouping)
			}
		case *parser.BinaryExpr:
			if node.VectorMatching != nil && node.VectorMatching.On {
				all = append(all, node.VectorMatching.MatchingLabels)
			}
		}
		return nil
	})
	return all
}
