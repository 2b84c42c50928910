package docs_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/collector"
)

var (
	documented = regexp.MustCompile("(?m)^\\| `(huggingface_[a-z0-9_]+)` \\| (gauge|counter|histogram)")
	described  = regexp.MustCompile(`fqName: "([a-z0-9_]+)"`)
)

// Every metric of an organization stands in docs/metrics.md, and nothing else
// does. Those of the process are compared by scripts/check-metrics, which asks
// a running exporter.
func TestMetricsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("metrics.md")
	if err != nil {
		t.Fatal(err)
	}
	var inDocument []string
	for _, m := range documented.FindAllStringSubmatch(string(text), -1) {
		if !strings.HasPrefix(m[1], "huggingface_exporter_") {
			inDocument = append(inDocument, m[1])
		}
	}

	descs := make(chan *prometheus.Desc)
	go func() {
		defer close(descs)
		collector.New(collector.Options{MemberInfo: true}).Describe(descs)
	}()
	var inCode []string
	for desc := range descs {
		inCode = append(inCode, described.FindStringSubmatch(desc.String())[1])
	}

	slices.Sort(inDocument)
	slices.Sort(inCode)
	if !slices.Equal(inDocument, inCode) {
		t.Errorf("docs/metrics.md has\n%s\nthe collector has\n%s", strings.Join(inDocument, "\n"), strings.Join(inCode, "\n"))
	}
}
