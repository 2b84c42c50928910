package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

var epoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// incident is something that is true, by the scenario itself: one page is due between its beginning and its end.
type incident struct {
	key      string // as of keyOf
	from, to time.Time
	pages    []time.Time
}

// page is an alert that begins to fire.
type page struct {
	key  string
	at   time.Time
	from *incident // nil: false
}

type event struct {
	at    time.Time
	do    func()
	quiet bool // nothing that needs to be looked at each minute
}

// world is a month of one Prometheus and what it watches.
type world struct {
	name      string
	days      int
	random    *rand.Rand
	exporters []*exporter
	events    []event
	incidents []*incident
	pages     []page
	away      bool // Prometheus
}

func newWorld(name string, days int, seed uint64) *world {
	return &world{name: name, days: days, random: rand.New(rand.NewPCG(seed, 15))} //nolint:gosec // deterministic on purpose
}

func at(d time.Duration) time.Time { return epoch.Add(d) }

// on plans a change.
func (w *world) on(d time.Duration, do func()) { w.events = append(w.events, event{at: at(d), do: do}) }

// quietly plans a change that is part of every day.
func (w *world) quietly(d time.Duration, do func()) {
	w.events = append(w.events, event{at: at(d), do: do, quiet: true})
}

// expect declares an incident: one page of the alert between two times.
func (w *world) expect(alert, severity, about string, from, to time.Duration) {
	w.incidents = append(w.incidents, &incident{key: alert + "|" + severity + "|" + about, from: at(from), to: at(to)})
}

func (w *world) add(e *exporter) *exporter {
	w.exporters = append(w.exporters, e)
	w.on(0, e.start)
	return e
}

// restart takes an exporter away for a time.
func (w *world) restart(e *exporter, from, length time.Duration) {
	w.on(from, e.stop)
	w.on(from+length, e.start)
}

// fault makes scrapes of an organization fail for a time.
func (w *world) fault(code string, from, length time.Duration, organizations ...*organization) {
	for _, o := range organizations {
		w.on(from, func() { o.fault = code })
		w.on(from+length, func() { o.fault = "" })
	}
}

// prometheusAway takes Prometheus away for a time.
func (w *world) prometheusAway(from, length time.Duration) {
	w.on(from, func() { w.away = true })
	w.on(from+length, func() { w.away = false })
}

// churn lets a reader join or leave now and then, at random times.
func (w *world) churn(o *organization) {
	for d := time.Duration(0); d < time.Duration(w.days)*day; d += time.Duration(10+w.random.IntN(60)) * time.Hour {
		join := w.random.IntN(2) == 0
		w.quietly(d+time.Duration(w.random.IntN(3600))*time.Second, func() {
			if join {
				o.join(1, person{role: "read"})
			} else {
				o.leave(1)
			}
		})
	}
}

// run replays the month.
func (w *world) run(files ...string) error {
	s, err := newServer(w.random, files...)
	if err != nil {
		return err
	}
	defer s.close()
	if err := w.replay(s); err != nil {
		return err
	}
	w.score()
	return nil
}

// replay lets time go by.
func (w *world) replay(s *server) error {
	slices.SortStableFunc(w.events, func(a, b event) int { return a.at.Compare(b.at) })
	if err := s.start(epoch); err != nil {
		return err
	}
	var firing, before map[string]time.Duration
	away, back, lively := false, epoch, epoch
	events := w.events
	for now := epoch; now.Before(at(time.Duration(w.days) * day)); {
		for _, e := range w.exporters {
			e.advance(now.Add(-time.Second)) // What was due before the next events.
		}
		for len(events) > 0 && !events[0].at.After(now) {
			if events[0].do(); !events[0].quiet {
				lively = now
			}
			events = events[1:]
		}
		for _, e := range w.exporters {
			e.advance(now)
		}
		step := w.step(now, events, now.Sub(lively) < 30*time.Minute || now.Sub(back) < 15*time.Minute)
		switch {
		case w.away:
			if !away {
				before = firing
			}
		default:
			if away {
				if err := s.start(now); err != nil {
					return err
				}
				firing, back, step = nil, now, time.Minute
			}
			if err := s.scrape(now, w.exporters); err != nil {
				return err
			}
			fires, err := s.evaluate(now, step)
			if err != nil {
				return err
			}
			for key, pending := range fires {
				_, fired := firing[key]
				// Nobody keeps the alerts of a Prometheus that is away. What fired before fires again: that is not a new page.
				if _, old := before[key]; old && now.Sub(back) < pending+30*time.Minute {
					fired = true
				}
				if !fired {
					w.pages = append(w.pages, page{key: key, at: now})
				}
			}
			firing = fires
		}
		away = w.away
		now = now.Add(step)
	}
	return nil
}

// step is a minute around events, and as much as the lookback allows between them.
func (w *world) step(now time.Time, events []event, lively bool) time.Duration {
	if lively {
		return time.Minute
	}
	step := lookback - time.Minute
	for _, e := range events {
		if !e.quiet {
			step = min(step, max(e.at.Sub(now).Truncate(time.Minute), time.Minute))
			break
		}
	}
	return step
}

// score gives each page to the incident that it is about.
func (w *world) score() {
	slices.SortFunc(w.pages, func(a, b page) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.key, b.key)) })
	for i := range w.pages {
		p := &w.pages[i]
		for _, candidate := range w.incidents {
			if candidate.key == p.key && !p.at.Before(candidate.from) && !p.at.After(candidate.to) {
				candidate.pages = append(candidate.pages, p.at)
				p.from = candidate
				break
			}
		}
	}
}

// row is a line of the table: an alert in a scenario.
type row struct {
	alert, scenario                           string
	incidents, pages, wrong, missed, repeated int
	slowest                                   time.Duration
}

func (w *world) rows() []row {
	rows := map[string]*row{}
	get := func(key string) *row {
		alert := nameOf(key)
		if rows[alert] == nil {
			rows[alert] = &row{alert: alert, scenario: w.name}
		}
		return rows[alert]
	}
	for _, i := range w.incidents {
		r := get(i.key)
		r.incidents++
		if len(i.pages) == 0 {
			r.missed++
			continue
		}
		r.repeated += len(i.pages) - 1
		r.slowest = max(r.slowest, i.pages[0].Sub(i.from))
	}
	for _, p := range w.pages {
		r := get(p.key)
		r.pages++
		if p.from == nil {
			r.wrong++
		}
	}
	var sorted []row
	for _, r := range rows {
		sorted = append(sorted, *r)
	}
	slices.SortFunc(sorted, func(a, b row) int { return cmp.Compare(a.alert, b.alert) })
	return sorted
}

// problems are the pages and incidents that do not belong together.
func (w *world) problems() []string {
	var problems []string
	for _, p := range w.pages {
		if p.from == nil {
			problems = append(problems, fmt.Sprintf("%s: %s: false page of %s", w.name, since(p.at), p.key))
		}
	}
	for _, i := range w.incidents {
		if len(i.pages) != 1 {
			problems = append(problems, fmt.Sprintf("%s: %s: %d pages of %s", w.name, since(i.from), len(i.pages), i.key))
		}
		for _, p := range i.pages[min(1, len(i.pages)):] {
			problems = append(problems, fmt.Sprintf("%s:   again at %s", w.name, since(p)))
		}
	}
	return problems
}

func since(t time.Time) string {
	d := t.Sub(epoch)
	return fmt.Sprintf("day %d %s", d/day, d%day)
}
