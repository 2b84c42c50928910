//go:build e2e

// The end-to-end tests run the exporter on a double of the Hub, and on it
// Debian's Prometheus and Alertmanager with the rules of the pack: make e2e.

package monitoring_test

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

// An installation of two replicas watches four organizations: acme and globex
// are well, initech has revoked the token, umbrella does not exist.
func TestPackOnRealParts(t *testing.T) {
	t.Parallel() // All three tests mostly wait.
	const (
		forbidden = "HuggingFaceAccessForbidden critical initech"
		notFound  = "HuggingFaceOrganizationNotFound critical umbrella"
		growing   = "HuggingFaceSeatsGrowingFast warning globex"
		replica   = "HuggingFaceExporterDown warning"
	)
	hub, endpoint := startHub(t)
	acme := organization("acme", members(120))
	acme.Members[7].Omit = []string{"verifiedEmail"}
	hub.SetOrganization(acme)
	hub.SetOrganization(organization("globex", members(40)))
	hub.SetOrganization(organization("initech", members(25)))
	repair := hub.Fault(hubtest.Match{Organization: "initech", Path: "members"},
		hubtest.Status(http.StatusForbidden, "Token has been revoked by the organization", "TokenRevoked"))

	organizations := "  - {name: acme, seat_limit: 200, seat_price: 20, directory_file: " + directoryFile(t) + "}\n  - {name: globex}\n  - {name: initech}\n  - {name: umbrella}\n"
	first := startExporter(t, "exporter1", endpoint, organizations)
	second := startExporter(t, "exporter2", endpoint, organizations)
	alertmanager := startAlertmanager(t)
	prometheus := startPrometheus(t, scraping(first, second)+alerting(alertmanager))

	prometheus.expect(t, "up", map[string]string{
		fmt.Sprintf(`up{instance=%q, job="huggingface"}`, first.address):  "1",
		fmt.Sprintf(`up{instance=%q, job="huggingface"}`, second.address): "1",
	})
	alertmanager.expectAlerts(t, forbidden, notFound)
	prometheus.expectSeats(t, map[string]int{"acme": 120, "globex": 40})

	// Ten join globex, one leaves, one changes role.
	grown := organization("globex", slices.Delete(members(50), 39, 40))
	grown.Members[2].Role = "read"
	hub.SetOrganization(grown)
	alertmanager.expectAlerts(t, forbidden, notFound, growing)
	prometheus.expectSeats(t, map[string]int{"acme": 120, "globex": 49})
	checkDashboard(t, prometheus)

	// With one replica, figures and alerts are those of the pair.
	pair := prometheus.figures(t)
	second.stop()
	alertmanager.expectAlerts(t, forbidden, notFound, replica) // The growth is more than "a day" old by now.
	prometheus.expect(t, figures, pair)

	repair()
	hub.SetOrganization(organization("umbrella", members(7)))
	alertmanager.expectAlerts(t, replica)
	prometheus.expectSeats(t, map[string]int{"acme": 120, "globex": 49, "initech": 25, "umbrella": 7})
}

// Long-term storage that metrics are written into needs nothing but the rules:
// a Prometheus that only forwards, and a second one that stands for Mimir or
// Thanos.
func TestAgentWritesRemotely(t *testing.T) {
	t.Parallel()
	hub, endpoint := startHub(t)
	hub.SetOrganization(organization("acme", members(120)))
	exporter := startExporter(t, "exporter", endpoint, "  - {name: acme, seat_limit: 200}\n")
	storage := startPrometheus(t, "global: {evaluation_interval: 500ms}\n", "--web.enable-remote-write-receiver")
	startAgent(t, exporter, storage)

	storage.expectSeats(t, map[string]int{"acme": 120})
	eventually(t, "everything on /metrics is in the storage", func() error {
		var page string
		if err := exporter.get("/metrics", nil, &page); err != nil {
			return err
		}
		stored, err := storage.labelValues("__name__")
		if err != nil {
			return err
		}
		for line := range strings.Lines(page) {
			name, _, _ := strings.Cut(strings.Fields(line)[0], "{")
			if name != "#" && !slices.Contains(stored, name) {
				return fmt.Errorf("%s is not", name)
			}
		}
		return nil
	})
}

// directoryFile lists nobody who is a member.
func directoryFile(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "directory")
	if err := os.WriteFile(path, []byte("@example.com\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// checkDashboard waits until each query of the dashboard has answered with
// data at least once.
func checkDashboard(t *testing.T, prometheus *process) {
	t.Helper()
	// What All stands for.
	organizations, err := prometheus.labelValues("organization", "huggingface_scrapes_total")
	if want := []string{"acme", "globex", "initech", "umbrella"}; err != nil || !slices.Equal(organizations, want) {
		t.Errorf("the variable organization offers %v (%v), want %v", organizations, err, want)
	}
	// Steps of an hour could all miss the hour after a change: it begins late here, by a scrape and an evaluation.
	variables := strings.NewReplacer("$__interval:1h", "1d:10m", "$__interval", "1d", "$organization", strings.Join(organizations, "|"), "$job", ".*", "$instance", ".*")
	remaining := map[string]string{}
	for _, panel := range loadDashboard(t).shown() {
		for _, target := range panel.Targets {
			// Nothing here makes a reading of the account fail, and no organization grows in both of two weeks.
			if !strings.Contains(target.Expr, "collector, code") && !strings.Contains(target.Expr, "predicted14d") {
				remaining[shorten(t, variables.Replace(target.Expr))] = panel.Title
			}
		}
	}
	for _, annotation := range loadDashboard(t).Annotations.List {
		remaining[shorten(t, variables.Replace(annotation.Expr))] = "annotations"
	}
	queries := len(remaining)
	eventually(t, "data for each query of the dashboard", func() error {
		for expression, title := range remaining {
			result, err := prometheus.query(expression)
			if err != nil {
				t.Fatalf("%s: %v", title, err) // A query that is not accepted now never will be.
			}
			if len(known(result)) > 0 {
				delete(remaining, expression)
			}
		}
		if len(remaining) > 0 {
			return fmt.Errorf("none for %d of %d: %v", len(remaining), queries, remaining)
		}
		return nil
	})
}

// The demonstration fills each panel, the forecasts after two (shortened) weeks, and each figure has every organization.
func TestDemoFillsEachPanel(t *testing.T) {
	t.Parallel()
	exporter := start(t, "demo", filepath.Join(root, "huggingface_exporter"), "--demo", "--scrape.interval="+interval, "--web.listen-address=127.0.0.1:0")
	prometheus := startPrometheus(t, scraping(exporter))
	prometheus.expect(t, "up", map[string]string{fmt.Sprintf(`up{instance=%q, job="huggingface"}`, exporter.address): "1"})
	variables := strings.NewReplacer("$__interval:1h", "1d:10m", "$__interval", "1d", "$organization", ".*", "$job", ".*", "$instance", ".*")
	empty := loadDashboard(t).shown()
	eventually(t, "data in each panel", func() error {
		empty = slices.DeleteFunc(empty, func(p panel) bool {
			return slices.ContainsFunc(p.Targets, func(target target) bool {
				result, err := prometheus.query(shorten(t, variables.Replace(target.Expr)))
				if err != nil {
					t.Fatalf("%s: %v", p.Title, err)
				}
				return len(known(result)) > 0
			})
		})
		var titles []string
		for _, p := range empty {
			titles = append(titles, p.Title)
		}
		if len(titles) > 0 {
			return fmt.Errorf("none in %s", strings.Join(titles, ", "))
		}
		return nil
	})
	checkOrganizations(t, prometheus, variables)
}

// checkOrganizations holds that a panel which shows a figure of each organization leaves none out: an undisclosed one is
// unknown.
func checkOrganizations(t *testing.T, prometheus *process, variables *strings.Replacer) {
	t.Helper()
	for _, p := range loadDashboard(t).shown() {
		expression := p.Targets[0].Expr
		if !strings.Contains(expression, "organization") || !strings.HasSuffix(expression, "* NaN") {
			continue
		}
		result, err := prometheus.query(shorten(t, variables.Replace(expression)))
		if err != nil {
			t.Fatalf("%s: %v", p.Title, err)
		}
		for _, name := range hubtest.DemoOrganizations() {
			if !slices.ContainsFunc(slices.Collect(maps.Keys(result)), func(series string) bool {
				return strings.Contains(series, fmt.Sprintf("organization=%q", name))
			}) {
				t.Errorf("%s leaves out %s: %v", p.Title, name, result)
			}
		}
	}
}

// known is a result without what is shown as unknown.
func known(result map[string]string) map[string]string {
	maps.DeleteFunc(result, func(_, value string) bool { return value == "NaN" })
	return result
}

// figures are all that is recorded of an organization's members and contract,
// other than what changes with time.
const figures = `{__name__=~"organization(_role|_field)?:huggingface_organization_.+:(max|ratio)"}`

func (p *process) figures(t *testing.T) map[string]string {
	t.Helper()
	got, err := p.query(figures)
	if err != nil || len(got) == 0 {
		t.Fatalf("%d figures: %v", len(got), err)
	}
	return got
}

// expectSeats waits until the seats that are recorded are these, organization
// by organization, and those of no other.
func (p *process) expectSeats(t *testing.T, want map[string]int) {
	t.Helper()
	const recorded = "organization:huggingface_organization_members:max"
	result := map[string]string{}
	for name, seats := range want {
		result[fmt.Sprintf("%s{organization=%q}", recorded, name)] = fmt.Sprint(seats)
	}
	p.expect(t, recorded, result)
}
