//go:build e2e

package monitoring_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
)

// get reads JSON from a process into a value, or text into a *string.
func (p *process) get(path string, query url.Values, into any) error {
	response, err := http.Get("http://" + p.address + path + "?" + query.Encode())
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s: %s", path, response.Status, body)
	}
	if text, ok := into.(*string); ok {
		*text = string(body)
		return nil
	}
	return json.Unmarshal(body, into)
}

// query evaluates an expression in a Prometheus. The keys of the result are
// series as PromQL writes them, the values as Prometheus does.
func (p *process) query(expression string) (map[string]string, error) {
	var answer struct {
		Data struct {
			Result []struct {
				Metric model.Metric `json:"metric"`
				Value  [2]any       `json:"value"`
			} `json:"result"`
		} `json:"data"`
	}
	if err := p.get("/api/v1/query", url.Values{"query": {expression}}, &answer); err != nil {
		return nil, fmt.Errorf("%s: %w", expression, err)
	}
	result := map[string]string{}
	for _, series := range answer.Data.Result {
		result[series.Metric.String()] = fmt.Sprint(series.Value[1])
	}
	return result, nil
}

// expect waits until an expression has exactly this result.
func (p *process) expect(t *testing.T, expression string, want map[string]string) {
	t.Helper()
	eventually(t, expression, func() error {
		got, err := p.query(expression)
		if err == nil && !maps.Equal(got, want) {
			err = fmt.Errorf("got %v, want %v", got, want)
		}
		return err
	})
}

// labelValues are the values of a label, of all series or of a metric's.
func (p *process) labelValues(label string, metric ...string) ([]string, error) {
	var answer struct {
		Data []string `json:"data"`
	}
	err := p.get("/api/v1/label/"+label+"/values", url.Values{"match[]": metric}, &answer)
	return answer.Data, err
}

// receivedAlert is an active alert in an Alertmanager.
type receivedAlert struct {
	Labels      map[string]string `json:"labels"`
	Annotations map[string]string `json:"annotations"`
}

// expectAlerts waits until exactly these alerts are active in an Alertmanager,
// each of them once, and that each leads to its runbook. An alert is named by
// name, severity and organization.
func (p *process) expectAlerts(t *testing.T, want ...string) {
	t.Helper()
	slices.Sort(want)
	var active []receivedAlert
	eventually(t, "these alerts, and no others, in Alertmanager: "+strings.Join(want, ", "), func() error {
		active = nil // Unmarshal would merge into what is there.
		if err := p.get("/api/v2/alerts", nil, &active); err != nil {
			return err
		}
		var got []string
		for _, alert := range active {
			got = append(got, strings.TrimSpace(alert.Labels["alertname"]+" "+alert.Labels["severity"]+" "+alert.Labels["organization"]))
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			return fmt.Errorf("there are %s", strings.Join(got, ", "))
		}
		return nil
	})
	for _, alert := range active {
		if got, want := alert.Annotations["runbook_url"], runbooks+alert.Labels["alertname"]; got != want {
			t.Errorf("%s leads to the runbook %q, want %q", alert.Labels["alertname"], got, want)
		}
	}
}
