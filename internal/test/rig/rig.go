package rig

import (
	"crypto/tls"
	"io"
	"log"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/advice"
)

// What the targets of a rig are polled with.
const (
	Endpoint       = "http://hub.test"
	PageSize       = 10
	Interval       = 5 * time.Minute
	Timeout        = time.Minute
	RequestTimeout = 20 * time.Second
)

// Rig is a collector that polls a double of the Hub. Everything of it lives in
// the bubble in which it was made, and ends with the test.
type Rig struct {
	*collector.Collector
	Hub       *hubtest.Hub
	Network   Network
	Transport *http.Transport
	Logs      Logs // unless the options have a logger
	// Gatherer checks all that is shown, and that it is described.
	Gatherer prometheus.Gatherer

	t testing.TB
}

// Options are those of most rigs.
func Options() collector.Options {
	return collector.Options{ResourceGroups: true, Account: true, Explain: advice.Explain}
}

// New returns a rig whose Hub answers at [Endpoint].
func New(t testing.TB, opts collector.Options) *Rig {
	r := &Rig{Hub: hubtest.New(), t: t}
	if opts.Logger == nil {
		opts.Logger = &r.Logs
	}
	r.Collector = collector.New(opts)
	registry := prometheus.NewPedanticRegistry()
	registry.MustRegister(r.Collector)
	r.Gatherer = registry
	r.Transport = &http.Transport{DialContext: r.Network.Dial, MaxIdleConnsPerHost: 100}
	t.Cleanup(func() {
		r.Close()
		r.Transport.CloseIdleConnections()
	})
	r.Hub.SetGzip(false) // A page that is compressed for one test is most of its time.
	r.Serve("hub.test:80", r.Hub)
	return r
}

// Serve answers HTTP at an address of the rig's network.
func (r *Rig) Serve(address string, h http.Handler) {
	server := r.server(h)
	l := r.Network.Listen(address)
	go func() { _ = server.Serve(l) }() // Its error is that it was closed.
}

// ServeTLS answers HTTPS, and HTTP/2 to those who ask for it.
func (r *Rig) ServeTLS(address string, h http.Handler, config *tls.Config) {
	server := r.server(h)
	server.TLSConfig = config
	l := r.Network.Listen(address)
	go func() { _ = server.ServeTLS(l, "", "") }() // Its error is that it was closed.
}

func (r *Rig) server(h http.Handler) *http.Server {
	server := &http.Server{Handler: h, ErrorLog: log.New(io.Discard, "", 0)} //nolint:gosec // No stranger is on this network.
	r.t.Cleanup(func() { _ = server.Close() })
	return server
}

// Target polls an organization with a token.
func (r *Rig) Target(organization string, token huggingface.TokenSource, opts ...huggingface.Option) collector.Target {
	r.t.Helper()
	opts = append([]huggingface.Option{
		huggingface.WithEndpoint(Endpoint),
		huggingface.WithHTTPClient(&http.Client{Transport: r.Transport}),
		huggingface.WithRequestTimeout(RequestTimeout),
		huggingface.WithObserver(r.Observer(organization)),
	}, opts...)
	client, err := huggingface.NewClient(token, opts...)
	if err != nil {
		r.t.Fatal(err)
	}
	return collector.Target{Organization: organization, Hub: client, Interval: Interval, Timeout: Timeout, PageSize: PageSize}
}

// Series are those of /metrics.
func (r *Rig) Series() Series {
	r.t.Helper()
	return gather(r.t, r.Gatherer)
}

// Poll applies targets that are new, and lets time go by until each has been
// scraped.
func (r *Rig) Poll(targets ...collector.Target) {
	r.t.Helper()
	r.Apply(targets)
	r.await(func(s collector.Status) bool { return s.Tried })
}

// AwaitScrape lets time go by until one more scrape of each organization has
// ended.
func (r *Rig) AwaitScrape() {
	r.t.Helper()
	before := make(map[string]time.Time)
	for _, s := range r.Status() {
		before[s.Organization] = s.LastScrape
	}
	r.await(func(s collector.Status) bool { return !s.LastScrape.Equal(before[s.Organization]) })
}

func (r *Rig) await(done func(collector.Status) bool) {
	r.t.Helper()
	for begun := time.Now(); time.Since(begun) < 3*time.Hour; {
		synctest.Wait()
		var waits []time.Duration
		for _, s := range r.Status() {
			if !done(s) {
				waits = append(waits, max(time.Second, time.Until(s.NextScrape)))
			}
		}
		if len(waits) == 0 {
			return
		}
		time.Sleep(slices.Min(waits))
	}
	r.t.Fatal("no scrape ended in hours")
}
