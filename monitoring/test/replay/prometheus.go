package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"math"
	"math/rand/v2"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
)

// lookback is longer than the 5 minutes of Prometheus, so that quiet days need fewer evaluations. What ends has a stale
// marker, so that it makes no difference.
const lookback = 21 * time.Minute

// server is a Prometheus: its own storage, engine and rule groups, with a clock that the replay moves.
type server struct {
	db        *tsdb.DB
	directory string
	engine    *promql.Engine
	files     []string

	groups []*rules.Group
	due    map[*rules.Group]time.Time
	rounds int // evaluations since the start
	random *rand.Rand

	lastStep time.Duration

	series map[string]labels.Labels     // by name and labels as given
	shown  map[string]map[string]bool   // by target: what its last scrape had
	refs   map[string]storage.SeriesRef // of series
}

func newServer(random *rand.Rand, files ...string) (*server, error) {
	directory, err := os.MkdirTemp("", "replay")
	if err != nil {
		return nil, err
	}
	options := tsdb.DefaultOptions()
	options.RetentionDuration, options.WALSegmentSize = 0, -1
	options.MinBlockDuration = int64(24 * time.Hour / time.Millisecond)
	options.MaxBlockDuration = options.MinBlockDuration
	db, err := tsdb.Open(directory, nil, nil, options, nil)
	if err != nil {
		return nil, err
	}
	db.DisableCompactions() // They run at times of their own, which the replay does not.
	return &server{
		db: db, directory: directory, files: files, random: random,
		engine: promql.NewEngine(promql.EngineOpts{
			MaxSamples: 50_000_000, Timeout: time.Minute, LookbackDelta: lookback, EnableAtModifier: true,
			EnableNegativeOffset: true, Parser: parser.NewParser(parser.Options{}),
		}),
		series: map[string]labels.Labels{}, shown: map[string]map[string]bool{}, refs: map[string]storage.SeriesRef{},
	}, nil
}

func (s *server) close() {
	s.db.Close()
	os.RemoveAll(s.directory)
}

// start loads the rules, as a process that begins: nothing is remembered but what is stored.
func (s *server) start(now time.Time) error {
	manager := rules.NewManager(&rules.ManagerOptions{
		QueryFunc:       rules.EngineQueryFunc(s.engine, s.db),
		AppendableV2:    s.db,
		Queryable:       s.db,
		NotifyFunc:      func(context.Context, string, ...*rules.Alert) {},
		ExternalURL:     &url.URL{},
		Logger:          slog.New(slog.DiscardHandler),
		OutageTolerance: time.Hour,
		ForGracePeriod:  10 * time.Minute,
	})
	loaded, errs := manager.LoadGroups(time.Minute, labels.EmptyLabels(), "", nil, false, s.files...)
	if len(errs) > 0 {
		return errs[0]
	}
	// In the order in which data flows.
	order := []string{"huggingface_now.rules", "huggingface_history.rules", "huggingface_known.rules"}
	s.groups, s.due, s.rounds = slices.Collect(maps.Values(loaded)), map[*rules.Group]time.Time{}, 0
	slices.SortFunc(s.groups, func(a, b *rules.Group) int {
		place := func(g *rules.Group) int { return (slices.Index(order, g.Name()) + len(order) + 1) % (len(order) + 1) }
		return cmp.Or(cmp.Compare(place(a), place(b)), strings.Compare(a.Name(), b.Name()))
	})
	for _, group := range s.groups {
		s.due[group] = now.Add(time.Duration(1+s.random.Int64N(int64(group.Interval()/time.Minute))) * time.Minute)
	}
	return nil
}

// scrape stores what the exporters show, or that they do not answer, with the stale markers of Prometheus.
func (s *server) scrape(now time.Time, exporters []*exporter) error {
	appender := s.db.Appender(context.Background())
	store := func(target string, v float64, seen map[string]bool, name string, pairs ...string) error {
		key := target + "\xff" + name + "\xff" + strings.Join(pairs, "\xff")
		if seen[key] {
			return nil
		}
		seen[key] = true
		lset, ok := s.series[key]
		if !ok {
			job, instance, _ := strings.Cut(target, "|")
			lset = labels.FromStrings(append([]string{"__name__", name, "job", job, "instance", instance}, pairs...)...)
			s.series[key] = lset
		}
		ref, err := appender.Append(s.refs[key], lset, now.UnixMilli(), v)
		s.refs[key] = ref
		return err
	}
	scraped := map[string]map[string]bool{}
	var failed error
	for _, e := range exporters {
		target, seen := e.job+"|"+e.instance, map[string]bool{}
		if !e.listed {
			continue
		}
		scraped[target] = seen
		answers := e.running && e.reachable
		failed = store(target, boolean(answers), seen, "up")
		if answers {
			e.metrics(now, func(v float64, name string, pairs ...string) {
				if err := store(target, v, seen, name, pairs...); err != nil {
					failed = fmt.Errorf("%s%v: %w", name, pairs, err)
				}
			})
		}
	}
	for target, before := range s.shown {
		for key := range before {
			if !scraped[target][key] {
				if _, err := appender.Append(s.refs[key], s.series[key], now.UnixMilli(), math.Float64frombits(value.StaleNaN)); err != nil {
					failed = err
				}
			}
		}
	}
	s.shown = scraped
	if failed != nil {
		return failed
	}
	return appender.Commit()
}

// evaluate evaluates the groups that are due before the next step, and returns the keys of the alerts that fire, and how long each was pending.
func (s *server) evaluate(now time.Time, step time.Duration) (map[string]time.Duration, error) {
	firing := map[string]time.Duration{}
	for _, group := range s.order(step) {
		if s.due[group].Before(now.Add(step)) {
			group.Eval(context.Background(), now)
			s.due[group] = now.Add(group.Interval() - 30*time.Second).Truncate(time.Minute).Add(time.Minute)
			if s.rounds == 1 {
				group.RestoreForState(now)
			}
		}
		for _, rule := range group.Rules() {
			if err := rule.LastError(); err != nil {
				return nil, fmt.Errorf("%s: %w", rule.Name(), err)
			}
			if alerting, ok := rule.(*rules.AlertingRule); ok {
				for _, alert := range alerting.ActiveAlerts() {
					if alert.State == rules.StateFiring {
						firing[keyOf(alert.Labels)] = alerting.HoldDuration()
					}
				}
			}
		}
	}
	s.rounds++
	return firing, nil
}

// order is the one in which groups are evaluated. Prometheus has none: each group is evaluated at a moment of its own, so
// that it sees what another group found up to a minute ago. Steps of many minutes would make many minutes of it.
func (s *server) order(step time.Duration) []*rules.Group {
	defer func() { s.lastStep = step }()
	ordered := slices.Clone(s.groups)
	if step == time.Minute && s.lastStep == time.Minute {
		s.random.Shuffle(len(ordered), func(i, j int) { ordered[i], ordered[j] = ordered[j], ordered[i] })
	}
	return ordered
}

// keyOf names an alert by what tells it apart for a person: name, severity, and what it is about.
func keyOf(lset labels.Labels) string {
	about := lset.Get("organization")
	if about == "" {
		about = strings.Trim(lset.Get("job")+" "+lset.Get("instance"), " ")
	}
	return strings.Join([]string{lset.Get("alertname"), lset.Get("severity"), about}, "|")
}
