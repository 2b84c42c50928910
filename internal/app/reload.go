package app

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"sync"

	"github.com/go-kit/log/level"
	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
)

var errNothingToReload = errors.New("there is nothing to reload: the organizations come from flags, not from --config.file")

// fleet keeps the collector's targets in step with the configuration.
type fleet struct {
	opts      *options
	setup     *setup
	collector *collector.Collector
	logger    logger

	succeeded, succeededAt prometheus.Gauge

	mu     sync.Mutex // one reload at a time
	hubs   hubs
	active map[string]hub
}

// hub is a client and what it was made of.
type hub struct {
	organization config.Organization
	client       *huggingface.Client
	transport    *transport
}

func newFleet(o *options, s *setup, c *collector.Collector, l logger) *fleet {
	return &fleet{
		opts: o, setup: s, collector: c, logger: l, hubs: hubs{opts: o, setup: s},
		succeeded: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "huggingface_exporter_config_last_reload_successful",
			Help: "Whether the configuration file was valid when it was last read: 1, or 0 while an older one is in force.",
		}),
		succeededAt: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "huggingface_exporter_config_last_reload_success_timestamp_seconds",
			Help: "Unix time at which the configuration in force was read.",
		}),
	}
}

// register shows the state of the configuration file, if there is one.
func (f *fleet) register(r prometheus.Registerer) {
	if f.opts.configFile != "" {
		r.MustRegister(f.succeeded, f.succeededAt)
	}
}

// reload reads the configuration file again. A wrong one changes nothing.
func (f *fleet) reload() error {
	err := errNothingToReload
	if f.opts.configFile != "" {
		err = f.load()
	}
	if err != nil {
		level.Error(f.logger.Logger).Log("msg", "The configuration was not reloaded; the old one stays in force", "err", err)
		return err
	}
	level.Info(f.logger.Logger).Log("msg", "The configuration was reloaded", "file", f.opts.configFile)
	return nil
}

// load makes the configuration the collector's targets.
func (f *fleet) load() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	next, targets, err := f.prepare()
	if err != nil {
		f.succeeded.Set(0)
		return err
	}
	f.active = next
	f.collector.Apply(targets)
	used := map[*transport]bool{}
	for _, h := range next {
		used[h.transport] = true
	}
	f.hubs.retain(used)
	f.succeeded.Set(1)
	f.succeededAt.SetToCurrentTime()
	return nil
}

// prepare makes the targets without touching those in force. Clients whose
// settings stay are used again, so that the collector sees no change.
func (f *fleet) prepare() (map[string]hub, []collector.Target, error) {
	organizations, err := f.setup.organizations()
	if err != nil {
		return nil, nil, err
	}
	next := map[string]hub{}
	var targets []collector.Target
	for _, o := range organizations {
		h, ok := f.active[o.Name]
		if !ok || !reflect.DeepEqual(h.organization.HTTP, o.HTTP) {
			h = hub{organization: o}
			h.client, h.transport, err = f.hubs.client(o, f.collector.Observer(o.Name))
			if err != nil {
				return nil, nil, err
			}
		}
		next[o.Name] = h
		targets = append(targets, collector.Target{
			Organization: o.Name, Hub: h.client, Interval: o.Interval, Timeout: o.Timeout, SeatLimit: o.SeatLimit,
		})
	}
	return next, targets, nil
}

// warn tells, once at the start, what works and is unwise.
func (f *fleet) warn() {
	f.mu.Lock()
	defer f.mu.Unlock()
	var organizations []config.Organization
	for _, name := range slices.Sorted(maps.Keys(f.active)) {
		organizations = append(organizations, f.active[name].organization)
	}
	f.setup.warn(organizations, f.logger)
}

// close forgets the connections. The collector must be closed before.
func (f *fleet) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.hubs.close()
}
