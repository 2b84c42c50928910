package monitoring_test

import (
	"testing"

	"go.yaml.in/yaml/v3"
)

// ruleTests is what is looked at in a file of promtool's.
type ruleTests struct {
	Tests []struct {
		InputSeries []struct {
			Series string `yaml:"series"`
		} `yaml:"input_series"`
		AlertRuleTest []struct {
			Alertname string `yaml:"alertname"`
			ExpAlerts []struct {
				Labels map[string]string `yaml:"exp_labels"`
			} `yaml:"exp_alerts"`
		} `yaml:"alert_rule_test"`
	} `yaml:"tests"`
}

// Each alert, in each of its severities, is tested to fire and to be silent,
// once with one exporter and once with a pair of replicas.
func TestEachAlertHasRuleTests(t *testing.T) {
	silent, fires, pairs := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, file := range glob(t, "monitoring/tests/*.yml") {
		var content ruleTests
		if err := yaml.Unmarshal([]byte(read(t, file)), &content); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, test := range content.Tests {
			pair := false
			for _, input := range test.InputSeries {
				labels, _ := promql.ParseMetric(input.Series)
				pair = pair || labels.Get("instance") == "b" || labels.Get("instance") == "b:10120"
			}
			for _, check := range test.AlertRuleTest {
				silent[check.Alertname] = silent[check.Alertname] || len(check.ExpAlerts) == 0
				for _, alert := range check.ExpAlerts {
					fires[check.Alertname+" "+alert.Labels["severity"]] = true
					pairs[check.Alertname] = pairs[check.Alertname] || pair
				}
			}
		}
	}
	for _, alert := range alerts(t) {
		if !silent[alert.Alert] || !fires[alert.Alert+" "+alert.Labels["severity"]] || !pairs[alert.Alert] {
			t.Errorf("%s (%s): tested silent %t, firing %t, on a pair %t", alert.Alert, alert.Labels["severity"],
				silent[alert.Alert], fires[alert.Alert+" "+alert.Labels["severity"]], pairs[alert.Alert])
		}
	}
}
