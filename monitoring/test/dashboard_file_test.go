package monitoring_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// dashboard is what the tests look at in the dashboard's JSON.
type dashboard struct {
	ID            *int    `json:"id"`
	UID           string  `json:"uid"`
	Title         string  `json:"title"`
	SchemaVersion int     `json:"schemaVersion"`
	Links         []link  `json:"links"`
	Panels        []panel `json:"panels"`
	Templating    struct {
		List []variable `json:"list"`
	} `json:"templating"`
	Annotations struct {
		List []struct {
			Datasource datasource `json:"datasource"`
			Enable     bool       `json:"enable"`
			Expr       string     `json:"expr"`
		} `json:"list"`
	} `json:"annotations"`
}

type link struct {
	URL string `json:"url"`
}

type datasource struct {
	Type string `json:"type"`
	UID  string `json:"uid"`
}

type variable struct {
	Name       string     `json:"name"`
	Type       string     `json:"type"`
	Multi      bool       `json:"multi"`
	IncludeAll bool       `json:"includeAll"`
	Definition string     `json:"definition"`
	Datasource datasource `json:"datasource"`
}

// mapping is a special value mapping: those of other types have options of
// another shape, in which these are empty.
type mapping struct {
	Type    string `json:"type"`
	Options struct {
		Match  string `json:"match"`
		Result struct {
			Text string `json:"text"`
		} `json:"result"`
	} `json:"options"`
}

type panel struct {
	ID          int        `json:"id"`
	Type        string     `json:"type"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Datasource  datasource `json:"datasource"`
	Links       []link     `json:"links"`
	GridPos     struct {
		H, W, X, Y int
	} `json:"gridPos"`
	FieldConfig struct {
		Defaults struct {
			Unit     string    `json:"unit"`
			NoValue  string    `json:"noValue"`
			Mappings []mapping `json:"mappings"`
		} `json:"defaults"`
	} `json:"fieldConfig"`
	Targets []target `json:"targets"`
	Panels  []panel  `json:"panels"`
}

type target struct {
	Expr       string     `json:"expr"`
	Datasource datasource `json:"datasource"`
}

func loadDashboard(t *testing.T) dashboard {
	t.Helper()
	var d dashboard
	if err := json.Unmarshal([]byte(read(t, "monitoring/dashboard.json")), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// shown are the panels without the rows that divide them.
func (d dashboard) shown() []panel {
	var shown []panel
	for _, p := range d.Panels {
		if p.Type != "row" {
			shown = append(shown, p)
		}
	}
	return shown
}

// expressions are all queries, with Grafana's variables filled in.
func (d dashboard) expressions() []string {
	var all []string
	for _, p := range d.shown() {
		for _, target := range p.Targets {
			all = append(all, interpolate(target.Expr))
		}
	}
	for _, annotation := range d.Annotations.List {
		all = append(all, interpolate(annotation.Expr))
	}
	return all
}

func interpolate(expression string) string {
	return strings.NewReplacer("$__interval", "1h", "$organization", "acme|globex", "$job", "huggingface", "$instance", ".+").Replace(expression)
}
