package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// entry is what the layout needs to know of a report in OSV form.
type entry struct {
	ID       string    `json:"id"`
	Modified time.Time `json:"modified"`
	Affected []struct {
		Package struct {
			Name string `json:"name"`
		} `json:"package"`
	} `json:"affected"`
}

// module is a line of index/modules.json.
type module struct {
	Path  string          `json:"path"`
	Vulns []vulnerability `json:"vulns"`
}

type vulnerability struct {
	ID       string    `json:"id"`
	Modified time.Time `json:"modified"`
}

// layOut writes ID/ and index/ as https://go.dev/doc/security/vuln/database#api describes them.
func layOut(source, database string) error {
	reports, err := filepath.Glob(filepath.Join(source, "data", "osv", "*.json"))
	if err != nil {
		return err
	}
	if len(reports) == 0 {
		return fmt.Errorf("no reports in %s", source)
	}
	for _, dir := range []string{"ID", "index"} {
		if err := os.MkdirAll(filepath.Join(database, dir), 0o755); err != nil {
			return err
		}
	}

	modules := map[string]*module{}
	for _, report := range reports {
		text, err := os.ReadFile(report)
		if err != nil {
			return err
		}
		var e entry
		if err := json.Unmarshal(text, &e); err != nil {
			return fmt.Errorf("%s: %w", report, err)
		}
		if err := os.WriteFile(filepath.Join(database, "ID", e.ID+".json"), text, 0o644); err != nil {
			return err
		}
		add(modules, e)
	}
	// The source does not say when a report was modified; govulncheck only shows it.
	if err := write(filepath.Join(database, "index", "db.json"), map[string]time.Time{"modified": {}}); err != nil {
		return err
	}
	sorted := make([]*module, 0, len(modules))
	for _, path := range slices.Sorted(maps.Keys(modules)) {
		sorted = append(sorted, modules[path])
	}
	return write(filepath.Join(database, "index", "modules.json"), sorted)
}

// add lists the report once under each module that it is about.
func add(modules map[string]*module, e entry) {
	for _, affected := range e.Affected {
		path := affected.Package.Name
		m, ok := modules[path]
		if !ok {
			m = &module{Path: path}
			modules[path] = m
		}
		if n := len(m.Vulns); n == 0 || m.Vulns[n-1].ID != e.ID {
			m.Vulns = append(m.Vulns, vulnerability{ID: e.ID, Modified: e.Modified})
		}
	}
}

func write(path string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}
