package collector_test

import (
	"context"
	"iter"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-kit/log"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// fixture is a rig, most of whose organizations are asked for every minute.
type fixture struct {
	*rig.Rig
	t    testing.TB
	logs *logs
}

// bubble tests a collector with these options in a bubble of testing/synctest.
func bubble(t *testing.T, opts collector.Options, test func(t *testing.T, f *fixture)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		f := &fixture{t: t, logs: &logs{}}
		opts.Logger = log.NewLogfmtLogger(f.logs)
		f.Rig = rig.New(t, opts)
		test(t, f)
	})
}

// everything collects all that can be without naming people.
var everything = collector.Options{ResourceGroups: true, Account: true, Overview: true, Staleness: time.Hour}

// target asks for an organization with a token that is always the same.
func (f *fixture) target(organization, token string) collector.Target {
	source := huggingface.NoToken()
	if token != "" {
		source = huggingface.StaticToken(token, "the test")
	}
	return f.targetWith(organization, source)
}

func (f *fixture) targetWith(organization string, token huggingface.TokenSource) collector.Target {
	target := f.Target(organization, token, huggingface.WithRequestTimeout(huggingface.DefaultRequestTimeout))
	target.Interval, target.Timeout = time.Minute, 0
	return target
}

// apply polls these targets, and waits until nothing is left to do at this time.
func (f *fixture) apply(targets ...collector.Target) {
	f.Apply(targets)
	synctest.Wait()
}

// listings are the times, since start, at which an organization's first page
// was asked for.
func (f *fixture) listings(organization string, start time.Time) []time.Duration {
	var times []time.Duration
	for _, r := range f.Hub.Requests() {
		if r.Organization == organization && r.Page == 1 {
			times = append(times, r.Time.Sub(start))
		}
	}
	return times
}

// whoamis is the number of times that the Hub was asked who a token is.
func (f *fixture) whoamis() int {
	n := 0
	for _, r := range f.Hub.Requests() {
		if strings.HasSuffix(r.Path, "/whoami-v2") {
			n++
		}
	}
	return n
}

// want checks series; a value of absent says that there is none.
func (f *fixture) want(want map[string]float64) {
	f.t.Helper()
	series := f.Series()
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

// newTokens is a source with this token, at first.
func newTokens(secret string) *rig.Tokens {
	tokens := &rig.Tokens{}
	tokens.Replace(secret)
	return tokens
}

// pass lets time go by.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
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

// organizations are there with 25 readers each.
func (f *fixture) organizations(names ...string) {
	for _, name := range names {
		f.Hub.SetOrganization(organization(name, people(1, 25, "read")))
	}
}

// organization is one that the admin's token secret may read.
func organization(name string, members []hubtest.Member) hubtest.Organization {
	return hubtest.Organization{Name: name, Tokens: map[string]hubtest.Power{"secret": hubtest.Admin}, Members: members}
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
