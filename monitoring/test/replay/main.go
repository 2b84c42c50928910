// Replay replays months of made-up organizations and exporters against the rules and alerts of the pack, with the engine
// of Prometheus itself, and compares the pages with the incidents of the scenarios. It is deterministic, and runs in the
// folder of its module: make replay.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

func main() {
	write := flag.Bool("write", false, "write the table into docs/monitoring.md, instead of comparing it")
	only := flag.String("only", "", "the one scenario to replay, without a look at the document")
	flag.Parse()
	debug.SetGCPercent(800) // Two worlds at a time are small.
	if err := replay(*only, *write); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func replay(only string, write bool) error {
	var worlds []*world
	for _, w := range scenarios() {
		if only == "" || w.name == only {
			worlds = append(worlds, w)
		}
	}
	errs := make([]error, len(worlds))
	var running sync.WaitGroup
	for i, w := range worlds {
		running.Go(func() {
			begun := time.Now()
			errs[i] = w.run("../rules.yml", "../alerts.yml")
			fmt.Fprintf(os.Stderr, "%s: %d days in %s\n", w.name, w.days, time.Since(begun).Round(time.Second))
		})
	}
	running.Wait()
	var problems []string
	var rows []row
	for i, w := range worlds {
		if errs[i] != nil {
			return fmt.Errorf("%s: %w", w.name, errs[i])
		}
		problems = append(problems, w.problems()...)
		rows = append(rows, w.rows()...)
	}
	table := tableOf(rows)
	fmt.Print(table)
	if only == "" {
		if err := document("../../docs/monitoring.md", table, write); err != nil {
			problems = append(problems, err.Error())
		}
	}
	if len(problems) > 0 {
		return fmt.Errorf("%s", strings.Join(problems, "\n"))
	}
	return nil
}

func tableOf(rows []row) string {
	var b strings.Builder
	b.WriteString("| scenario | alert | true incidents | pages | false | missed | repeated | slowest page |\n|---|---|---|---|---|---|---|---|\n")
	for _, r := range rows {
		slowest := "-"
		if r.slowest > 0 || r.incidents > r.missed {
			slowest = strings.TrimSuffix(r.slowest.String(), "0s")
			if slowest == "" {
				slowest = "0m"
			}
		}
		fmt.Fprintf(&b, "| %s | %s | %d | %d | %d | %d | %d | %s |\n", r.scenario, r.alert, r.incidents, r.pages, r.wrong, r.missed, r.repeated, slowest)
	}
	return b.String()
}

func nameOf(key string) string {
	alert, rest, _ := strings.Cut(key, "|")
	severity, _, _ := strings.Cut(rest, "|")
	return alert + " (" + severity + ")"
}

// document holds the table of the page against this one.
func document(path, table string, write bool) error {
	const begin, end = "<!-- replay -->\n\n", "\n<!-- /replay -->"
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, ok := bytes.Cut(text, []byte(begin))
	_, after, closed := bytes.Cut(rest, []byte(end))
	if !ok || !closed {
		return fmt.Errorf("%s has no place for the table", path)
	}
	want := string(before) + begin + table + end + string(after)
	switch {
	case string(text) == want:
		return nil
	case write:
		return os.WriteFile(path, []byte(want), 0o644) //nolint:gosec // a document
	}
	return fmt.Errorf("%s has another table: make replay WRITE=1", path)
}
