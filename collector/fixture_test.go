package collector_test

import (
	"cmp"
	"context"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-kit/log"
	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// fixture is a collector, and a Hub that it asks through the real client but
// without a network: in a bubble of synctest, time is the bubble's.
type fixture struct {
	*collector.Collector
	t   testing.TB
	hub *hubtest.Hub
	// gatherer checks all that is shown, and that it is described.
	gatherer prometheus.Gatherer
	logs     *logs
	pageSize int
	failed   int // requests that a fault of the test has met
}

func newFixture(t testing.TB, opts collector.Options) *fixture {
	f := &fixture{t: t, hub: hubtest.New(), logs: &logs{}, pageSize: 10}
	opts.Logger = log.NewLogfmtLogger(f.logs)
	f.Collector = collector.New(opts)
	f.gatherer = pedantic(f.Collector)
	t.Cleanup(f.Close)
	return f
}

// pedantic returns a registry that accepts nothing that differs from what is
// described.
func pedantic(c prometheus.Collector) prometheus.Gatherer {
	registry := prometheus.NewPedanticRegistry()
	registry.MustRegister(c)
	return registry
}

// everything collects all that can be without naming people.
var everything = collector.Options{ResourceGroups: true, Account: true, Overview: true, Staleness: time.Hour}

// target asks for an organization every minute, a page of ten members at a
// time, with a token that is always the same.
func (f *fixture) target(organization, token string) collector.Target {
	source := huggingface.NoToken()
	if token != "" {
		source = huggingface.StaticToken(token, "the test")
	}
	return f.targetWith(organization, source)
}

func (f *fixture) targetWith(organization string, token huggingface.TokenSource) collector.Target {
	client, err := huggingface.NewClient(token,
		huggingface.WithHTTPClient(&http.Client{Transport: inProcess{f.hub}}),
		huggingface.WithEndpoint("https://hub.test/"),
		huggingface.WithObserver(f.Observer(organization)))
	if err != nil {
		f.t.Fatal(err)
	}
	return collector.Target{Organization: organization, Hub: client, Interval: time.Minute, PageSize: f.pageSize}
}

func (f *fixture) apply(targets ...collector.Target) { f.Apply(targets) }

// listings are the times, since start, at which an organization's first page
// was asked for.
func (f *fixture) listings(organization string, start time.Time) []time.Duration {
	var times []time.Duration
	for _, r := range f.hub.Requests() {
		if r.Organization == organization && r.Page == 1 {
			times = append(times, r.Time.Sub(start))
		}
	}
	return times
}

// whoamis is the number of times that the Hub was asked who a token is.
func (f *fixture) whoamis() int {
	n := 0
	for _, r := range f.hub.Requests() {
		if strings.HasSuffix(r.Path, "/whoami-v2") {
			n++
		}
	}
	return n
}

// series are the values of all series, by name and labels as text.
func (f *fixture) series() map[string]float64 {
	f.t.Helper()
	families, err := f.gatherer.Gather()
	if err != nil {
		f.t.Fatal(err)
	}
	series := make(map[string]float64)
	for _, family := range families {
		for _, m := range family.GetMetric() {
			key := family.GetName() + labelText(m)
			switch family.GetType() {
			case dto.MetricType_GAUGE:
				series[key] = m.GetGauge().GetValue()
			case dto.MetricType_COUNTER:
				series[key] = m.GetCounter().GetValue()
			case dto.MetricType_HISTOGRAM:
				series[key] = float64(m.GetHistogram().GetSampleCount())
			default:
				f.t.Fatalf("%s is of type %s", key, family.GetType())
			}
		}
	}
	return series
}

func labelText(m *dto.Metric) string {
	var labels []string
	for _, l := range m.GetLabel() {
		labels = append(labels, l.GetName()+"="+strconv.Quote(l.GetValue()))
	}
	return "{" + strings.Join(labels, ",") + "}"
}

// only keeps the series of some names.
func only(series map[string]float64, names ...string) map[string]float64 {
	kept := make(map[string]float64)
	for key, value := range series {
		for _, name := range names {
			if strings.HasPrefix(key, name+"{") {
				kept[key] = value
			}
		}
	}
	return kept
}

// want checks series; a value of absent says that there is none.
func (f *fixture) want(want map[string]float64) {
	f.t.Helper()
	series := f.series()
	for key, value := range want {
		got, there := series[key]
		switch {
		case value == absent && there:
			f.t.Errorf("%s is %v, want it absent", key, got)
		case value != absent && !there:
			f.t.Errorf("%s is absent, want %v", key, value)
		case value != absent && got != value:
			f.t.Errorf("%s is %v, want %v", key, got, value)
		}
	}
}

const absent = -1

// rotating is a source whose token can be replaced, as in a file.
type rotating struct{ secret atomic.Value }

func newRotating(secret string) *rotating {
	r := &rotating{}
	r.secret.Store(secret)
	return r
}

func (r *rotating) Token(context.Context) (huggingface.Token, error) {
	return huggingface.NewToken(r.secret.Load().(string), "the test")
}

// settle waits until nothing is left to do at this time.
func settle() { synctest.Wait() }

// pass lets time go by.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// inProcess is a transport that calls a handler.
type inProcess struct{ handler http.Handler }

func (p inProcess) RoundTrip(r *http.Request) (resp *http.Response, err error) {
	defer func() {
		if aborted := recover(); aborted != nil {
			err = cmp.Or(r.Context().Err(), io.ErrUnexpectedEOF)
		}
	}()
	recorder := httptest.NewRecorder()
	p.handler.ServeHTTP(recorder, r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	resp = recorder.Result()
	resp.Request = r
	return resp, nil
}

// logs keeps what was logged.
type logs struct{ rig.Output }

// lines are those that have all the parts.
func (l *logs) lines(parts ...string) []string {
	var lines []string
next:
	for line := range strings.Lines(l.String()) {
		for _, part := range parts {
			if !strings.Contains(line, part) {
				continue next
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// people makes members with IDs that begin at first.
func people(first, n int, role string) []hubtest.Member {
	members := make([]hubtest.Member, n)
	for i := range members {
		members[i] = person(first+i, role)
	}
	return members
}

func person(id int, role string) hubtest.Member {
	name := "user" + strconv.Itoa(id)
	return hubtest.Member{
		ID: strings.Repeat("0", 24-len(strconv.Itoa(id))) + strconv.Itoa(id), User: name, Fullname: "User " + name,
		AvatarURL: "https://example.com/a.png", Role: role, TwoFaEnabled: true, VerifiedEmail: new(name + "@example.com"),
	}
}

// withoutHeader removes headers that the double sets in front of a fault.
func withoutHeader(names ...string) hubtest.Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		for _, name := range names {
			w.Header().Del(name)
		}
		next.ServeHTTP(w, r)
	}
}

// stuck is a Hub that, once closed, neither answers nor obeys a context.
type stuck struct {
	list
	closed  atomic.Bool
	release chan struct{}
}

func (s *stuck) Members(ctx context.Context, organization string, opts ...huggingface.ListOption) iter.Seq2[huggingface.Member, error] {
	if s.closed.Load() {
		<-s.release
	}
	return s.list.Members(ctx, organization, opts...)
}
