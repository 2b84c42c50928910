package monitoring_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestDashboardBelongsToNoInstallation(t *testing.T) {
	d := loadDashboard(t)
	if d.ID != nil {
		t.Error("the dashboard has the id of an installation")
	}
	// Links to it, and its updates, need a uid that stays.
	if d.UID != "huggingface-exporter" {
		t.Errorf("the uid of the dashboard is %v", d.UID)
	}
	if d.SchemaVersion < 39 {
		t.Errorf("schemaVersion is %d, that of Grafana 11 is 39", d.SchemaVersion)
	}
	for _, uid := range regexp.MustCompile(`"uid": *"([^"]*)"`).FindAllStringSubmatch(read(t, "monitoring/dashboard.json"), -1) {
		if uid[1] != "${datasource}" && uid[1] != d.UID {
			t.Errorf("the dashboard holds the uid %q", uid[1])
		}
	}
}

func TestDashboardVariables(t *testing.T) {
	variables := map[string]variable{}
	for _, v := range loadDashboard(t).Templating.List {
		variables[v.Name] = v
	}
	if v := variables["datasource"]; v.Type != "datasource" {
		t.Errorf("datasource is %+v", v)
	}
	for _, name := range []string{"job", "instance"} {
		if v := variables[name]; !v.Multi || !v.IncludeAll || !strings.Contains(v.Definition, "huggingface_exporter_build_info") {
			t.Errorf("%s is not a multi-select with All over the exporters: %+v", name, v)
		}
	}
	v := variables["organization"]
	if !v.Multi || !v.IncludeAll || v.Datasource.UID != "${datasource}" {
		t.Errorf("organization is not a multi-select with All over the chosen data source: %+v", v)
	}
	if !strings.Contains(v.Definition, "huggingface_") {
		t.Errorf("organization is defined by %q", v.Definition)
	}
}

func TestDashboardPanels(t *testing.T) {
	var ids []int
	titles := map[string]int{}
	for _, p := range loadDashboard(t).Panels {
		if ids = append(ids, p.ID); len(p.Panels) > 0 {
			t.Errorf("row %q is collapsed: its panels would escape this test", p.Title)
		}
	}
	if slices.Sort(ids); len(slices.Compact(ids)) != len(ids) {
		t.Error("two panels have the same id")
	}
	for _, p := range loadDashboard(t).shown() {
		titles[p.Title]++
		switch {
		case p.Title == "" || len(p.Description) < 20:
			t.Errorf("panel %d %q lacks a title or a description", p.ID, p.Title)
		case p.FieldConfig.Defaults.Unit == "":
			t.Errorf("%s has no unit", p.Title)
		case p.Datasource.UID != "${datasource}":
			t.Errorf("%s has a data source of its own: %+v", p.Title, p.Datasource)
		case len(p.Targets) == 0:
			t.Errorf("%s shows nothing", p.Title)
		}
		for _, target := range p.Targets {
			if target.Datasource.UID != "${datasource}" {
				t.Errorf("a query of %s has a data source of its own: %+v", p.Title, target.Datasource)
			}
		}
	}
	for _, want := range []string{"Seats in use", "Seats by role", "Growth", "Seats against the limit", "Predicted at renewal", "Time to renewal", "Without 2FA by role", "Admins without 2FA", "Role changes", "Joins and leaves", "Age of data", "Failed scrapes by code", "Seats left", "Forecast against the limit", "Admins", "Cost per month", "Listed and reported members", "Scrape duration against the interval", "Firing alerts by organization", "Not in the directory"} {
		if titles[want] != 1 {
			t.Errorf("%d panels are called %q", titles[want], want)
		}
	}
}

// An undisclosed figure has no series: the panel says "unknown", and no query
// makes a 0 of it.
func TestDashboardShowsUndisclosedAsUnknown(t *testing.T) {
	for _, p := range loadDashboard(t).shown() {
		if p.Type != "timeseries" && p.Title != "Firing alerts" && p.FieldConfig.Defaults.NoValue != "unknown" {
			t.Errorf("%s shows %q for no value", p.Title, p.FieldConfig.Defaults.NoValue)
		}
		for _, target := range p.Targets {
			if strings.Contains(target.Expr, "vector(") {
				t.Errorf("%s invents a figure: %s", p.Title, target.Expr)
			}
		}
	}
}

func TestDashboardPanelsDoNotOverlap(t *testing.T) {
	taken := map[[2]int]string{}
	for _, p := range loadDashboard(t).Panels {
		if p.GridPos.X+p.GridPos.W > 24 {
			t.Errorf("%s is wider than the page", p.Title)
		}
		for x := p.GridPos.X; x < p.GridPos.X+p.GridPos.W; x++ {
			for y := p.GridPos.Y; y < p.GridPos.Y+p.GridPos.H; y++ {
				if other, ok := taken[[2]int{x, y}]; ok {
					t.Fatalf("%s lies over %s", p.Title, other)
				}
				taken[[2]int{x, y}] = p.Title
			}
		}
	}
}

func TestDashboardAnnotatesFiringAlerts(t *testing.T) {
	for _, annotation := range loadDashboard(t).Annotations.List {
		if annotation.Enable && annotation.Datasource.UID == "${datasource}" && strings.HasPrefix(annotation.Expr, "ALERTS{") && strings.Contains(annotation.Expr, `alertstate="firing"`) {
			return
		}
	}
	t.Error("firing alerts are not shown as annotations")
}

// Panels lead to runbooks, and only to runbooks that exist.
func TestDashboardLinksToRunbooks(t *testing.T) {
	names, linked := alertNames(t), map[string]bool{}
	for _, match := range regexp.MustCompile(regexp.QuoteMeta(runbooks)+`(\w+)`).FindAllStringSubmatch(read(t, "monitoring/dashboard.json"), -1) {
		if linked[match[1]] = true; !names[match[1]] {
			t.Errorf("a panel leads to the runbook of %s, which does not exist", match[1])
		}
	}
	for name := range names {
		if !linked[name] {
			t.Errorf("no panel leads to the runbook of %s", name)
		}
	}
}

// With All chosen, an organization whose figure is not disclosed is shown as
// unknown and is not missing: its value is NaN, which the panel maps.
func TestDashboardShowsEveryOrganization(t *testing.T) {
	panels := 0
	for _, p := range loadDashboard(t).shown() {
		if p.Type != "stat" && p.Type != "bargauge" || !strings.Contains(p.Targets[0].Expr, "organization") {
			continue
		}
		panels++
		// Of all organizations, or of those of the chosen exporters.
		every := ` or on (organization) organization:huggingface_watched:expected{organization=~"$organization"} * NaN`
		if strings.Contains(p.Targets[0].Expr, "$instance") {
			every = ` or on (organization) max by (organization) (huggingface_scrapes_total{organization=~"$organization",job=~"$job",instance=~"$instance"}) * NaN`
		}
		if !strings.HasSuffix(p.Targets[0].Expr, every) {
			t.Errorf("%s leaves out organizations without a figure: %s", p.Title, p.Targets[0].Expr)
		}
		if !slices.ContainsFunc(p.FieldConfig.Defaults.Mappings, func(m mapping) bool {
			return m.Type == "special" && m.Options.Match == "null+nan" && m.Options.Result.Text == "unknown"
		}) {
			t.Errorf("%s does not show NaN as unknown", p.Title)
		}
	}
	if panels < 15 {
		t.Errorf("only %d panels show a figure of each organization", panels)
	}
}

// The table leads to the dashboard of one organization.
func TestDashboardDrillsDown(t *testing.T) {
	if text := read(t, "monitoring/dashboard.json"); !strings.Contains(text, `"/d/`+loadDashboard(t).UID+`?${datasource:queryparam}&var-organization=${__value.raw}&`) {
		t.Error("the table of organizations does not lead to a single organization")
	}
}

// Predictions need history that nobody has on the first day: the panel says so.
func TestDashboardSaysWhichPanelsNeedHistory(t *testing.T) {
	panels := 0
	for _, p := range loadDashboard(t).shown() {
		for _, target := range p.Targets {
			if p.Type != "table" && (strings.Contains(target.Expr, ":predicted") || strings.Contains(target.Expr, ":at_renewal")) {
				if panels++; !strings.Contains(p.Description, "14 days of history") {
					t.Errorf("%s does not say how much history it needs: %s", p.Title, p.Description)
				}
			}
		}
	}
	if panels < 3 {
		t.Errorf("only %d queries predict", panels)
	}
}
