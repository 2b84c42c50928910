package app

import (
	"errors"
	"reflect"
	"sync"

	"github.com/go-kit/log/level"
	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
)

var errNothingToReload = errors.New("there is nothing to reload: the organizations come from flags, not from --config.file")

// reloader keeps the collector's targets in step with the configuration.
type reloader struct {
	source    *source
	pool      *clientPool
	collector *collector.Collector
	logger    logger

	succeeded, succeededAt prometheus.Gauge

	mu     sync.Mutex // one load at a time
	active map[string]client
	files  directories
}

// client is a client of the Hub and what it was made of.
type client struct {
	organization config.Organization
	hub          *huggingface.Client
	transport    *transport
}

func newReloader(s *source, pool *clientPool, c *collector.Collector, l logger) *reloader {
	return &reloader{
		source: s, pool: pool, collector: c, logger: l, files: directories{},
		succeeded: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "huggingface_exporter_config_last_reload_successful",
			Help: "Whether the last attempt to load the configuration file succeeded (1) or failed (0).",
		}),
		succeededAt: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "huggingface_exporter_config_last_reload_success_timestamp_seconds",
			Help: "Unix time of the last successful load of the configuration file.",
		}),
	}
}

// register shows the state of the configuration file, if there is one.
func (r *reloader) register(registry prometheus.Registerer) {
	if r.source.ConfigFile != "" {
		registry.MustRegister(r.succeeded, r.succeededAt)
	}
}

// reload reads the configuration file again. An invalid one changes nothing.
func (r *reloader) reload() error {
	err := errNothingToReload
	if r.source.ConfigFile != "" {
		_, err = r.load()
	}
	if err != nil {
		level.Error(r.logger.Logger).Log("msg", "Reloading the configuration failed, the previous one stays in use", "err", err)
		return err
	}
	level.Info(r.logger.Logger).Log("msg", "Configuration reloaded", "file", r.source.ConfigFile)
	return nil
}

// load makes the configuration the collector's targets.
func (r *reloader) load() ([]config.Organization, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	organizations, next, err := r.prepare()
	if err != nil {
		r.succeeded.Set(0)
		return nil, err
	}
	r.active = next
	var targets []collector.Target
	used := map[*transport]bool{}
	for _, o := range organizations {
		target := r.files.target(o)
		target.Hub = next[o.Name].hub
		targets = append(targets, target)
		used[next[o.Name].transport] = true
	}
	r.collector.Apply(targets)
	r.pool.retain(used)
	r.succeeded.Set(1)
	r.succeededAt.SetToCurrentTime()
	return organizations, nil
}

// prepare loads the configuration without touching what is in use. A client
// whose settings stay is used again, so that the collector sees no change.
func (r *reloader) prepare() ([]config.Organization, map[string]client, error) {
	organizations, err := r.source.load()
	if err != nil {
		return nil, nil, err
	}
	next := map[string]client{}
	for _, o := range organizations {
		c, ok := r.active[o.Name]
		if !ok || !reflect.DeepEqual(c.organization.HTTP, o.HTTP) {
			c = client{organization: o}
			if c.hub, c.transport, err = r.pool.client(o, r.collector.Observer(o.Name)); err != nil {
				return nil, nil, err
			}
		}
		next[o.Name] = c
	}
	return organizations, next, nil
}
