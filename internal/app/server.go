package app

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	versioncollector "github.com/prometheus/client_golang/prometheus/collectors/version"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/common/version"

	"huggingface_exporter/exposition"
	"huggingface_exporter/internal/web"
)

const (
	// Slow clients and idle connections end, so that they cannot pile up.
	readHeaderTimeout = 10 * time.Second
	readTimeout       = 30 * time.Second
	writeTimeout      = time.Minute
	idleTimeout       = 2 * time.Minute
	maxHeaderBytes    = 64 << 10

	// maxScrapes of Prometheus, and as many status pages, are answered at once;
	// more get a 503.
	maxScrapes = 40
)

func newServer(o *options, f *fleet, l logger, stdout io.Writer) *http.Server {
	mux := http.NewServeMux()
	mux.Handle("GET "+o.telemetryPath, metricsHandler(f, l))
	mux.Handle("GET /{$}", web.Limit(maxScrapes, web.StatusPage(web.StatusConfig{
		Statuses:    f.collector.Status,
		Version:     version.Version,
		Revision:    version.Revision,
		MetricsPath: o.telemetryPath,
	})))
	mux.Handle("GET /-/healthy", web.Healthy())
	mux.Handle("GET /-/ready", web.Ready(f.collector.Ready))
	mux.Handle("/-/reload", web.Reload(o.enableLifecycle, f.reload))
	server := newHTTPServer(web.SecurityHeaders(mux), l.slog)
	if o.demo {
		server.BaseContext = func(listener net.Listener) context.Context {
			announce(stdout, server, listener)
			return context.Background()
		}
	}
	return server
}

func newHTTPServer(h http.Handler, l *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ErrorLog:          slog.NewLogLogger(l.Handler(), slog.LevelWarn),
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
	}
}

func metricsHandler(f *fleet, l logger) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		versioncollector.NewCollector(program),
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	f.register(registry)
	parts := func() exposition.Parts {
		return append(f.collector.Parts(), exposition.NewPart(registry))
	}
	handler := web.Metrics(parts, registry, slog.NewLogLogger(l.slog.Handler(), slog.LevelError))
	return promhttp.InstrumentMetricHandler(registry, web.Limit(maxScrapes, web.Compress(handler)))
}
