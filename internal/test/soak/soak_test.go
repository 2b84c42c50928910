//go:build acceptance

package soak_test

import (
	"io"
	"log"
	"math/rand/v2"
	"os"
	"regexp"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

func TestMain(m *testing.M) {
	log.SetOutput(io.Discard) // net/http tells it of answers that it did not ask for.
	goleak.VerifyTestMain(m)
}

const (
	companies = 20
	interval  = time.Minute
	// minutes is how long it takes at least, in the time of the bubble.
	minutes = 60
	seed    = 20261124
)

// fleet is what is polled, and what was seen of it last.
type fleet struct {
	*rig.Rig
	t         *testing.T
	companies []*company
	random    *rand.Rand
	seen      rig.Series
}

func newFleet(t *testing.T) *fleet {
	f := &fleet{Rig: rig.New(t, rig.Options()), t: t, random: rand.New(rand.NewPCG(seed, 0))}
	f.Hub.SetQuota(1<<30, time.Hour)
	var targets []collector.Target
	for i := range companies {
		c := newCompany(f.Hub, i, seed)
		f.companies = append(f.companies, c)
		target := f.Target(c.name, huggingface.StaticToken(secret, "the test"), huggingface.WithRequestTimeout(10*time.Second))
		c.Hub, target.Hub = target.Hub, c
		target.Interval, target.Timeout = interval, 50*time.Second
		targets = append(targets, target)
	}
	f.Apply(targets)
	return f
}

func TestSoak(t *testing.T) {
	var over atomic.Bool
	if text := os.Getenv("SOAK"); text != "" {
		d, err := time.ParseDuration(text)
		if err != nil {
			t.Fatalf("SOAK: %v", err)
		}
		time.AfterFunc(d, func() { over.Store(true) })
	} else {
		over.Store(true)
	}
	synctest.Test(t, func(t *testing.T) {
		f := newFleet(t)
		f.pass(0)
		f.check(true)
		rested := f.rest()

		wild := &chaos{limits: true, random: rand.New(rand.NewPCG(seed, 1))}
		end := f.Hub.Fault(hubtest.Match{}, wild.fault)
		var settled usage
		begun := time.Now()
		for time.Since(begun) < minutes*interval || !over.Load() {
			f.pass(time.Duration(f.random.Int64N(int64(interval))))
			f.check(false)
			if settled.heap == 0 && time.Since(begun) > minutes*interval/4 {
				settled = f.rest()
			}
		}
		end()
		f.pass(interval)
		f.check(true)

		series := f.Series()
		t.Logf("%.0f scrapes in %s, %d faults, %.0f scrapes failed", series.Sum("huggingface_scrapes_total"), time.Since(begun).Round(time.Second), wild.strikes(), series.Sum("huggingface_scrape_errors_total"))
		last := f.rest()
		t.Logf("goroutines and heap at first %v, then %v, at last %v", rested, settled, last)
		if last.goroutines > rested.goroutines || last.heap > settled.heap+4<<20 {
			t.Errorf("goroutines and heap were %v at first, %v then, and are %v", rested, settled, last)
		}
	})
}

// pass lets time go by.
func (f *fleet) pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
	f.Hub.ResetRequests()
	for _, line := range f.Logs.Take() {
		if strings.Contains(line["err"], secret) {
			f.t.Fatal("the token is logged")
		}
	}
}

var counter = regexp.MustCompile(`_(total|count|sum)\{`)

// check checks what holds at any moment; well says that no fault is left.
func (f *fleet) check(well bool) {
	f.t.Helper()
	series := f.Series()
	for key, before := range f.seen {
		if counter.MatchString(key) && series[key] < before {
			f.t.Errorf("%s went from %v back to %v", key, before, series[key])
		}
	}
	f.seen = series
	split := series.Split()
	for _, c := range f.companies {
		own := split[c.name]
		if err := c.published(own.Data(), well); err != nil {
			f.t.Error(err)
		}
		up, tried := own[rig.Key("huggingface_up", "organization", c.name)]
		if well && up != 1 {
			f.t.Errorf("%s is not up", c.name)
		}
		now, churn := own.Sum("huggingface_organization_members"), own.Sum("huggingface_organization_members_joined_total")-own.Sum("huggingface_organization_members_left_total")
		if c.first >= 0 && now != float64(c.first)+churn {
			f.t.Errorf("%s had %d members, has %v, and %v came more than went", c.name, c.first, now, churn)
		}
		ended, begun := own.Sum("huggingface_scrape_duration_seconds_count"), own.Sum("huggingface_scrapes_total")
		if ended > begun || begun > ended+1 || own.Sum("huggingface_scrape_errors_total") > ended || tried != (ended > 0) {
			f.t.Errorf("%s: %v scrapes began, %v ended", c.name, begun, ended)
		}
	}
	if f.t.Failed() {
		f.t.FailNow()
	}
}

// usage is what must not grow.
type usage struct {
	goroutines int
	heap       uint64
}

// rest measures with no connection open.
func (f *fleet) rest() usage {
	f.Transport.CloseIdleConnections()
	synctest.Wait()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return usage{runtime.NumGoroutine(), m.HeapAlloc}
}
