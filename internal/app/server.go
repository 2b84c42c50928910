package app

import (
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	versioncollector "github.com/prometheus/client_golang/prometheus/collectors/version"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/common/version"

	"huggingface_exporter/docs"
	"huggingface_exporter/internal/app/flags"
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

func newServer(r *reloader, w flags.Web, l logger) (*http.Server, error) {
	build := web.Build{Version: version.Version, Revision: version.Revision}
	files, err := fs.Sub(docs.Runbooks, "runbooks")
	if err != nil {
		return nil, err
	}
	runbooks, err := web.Runbooks(files, build)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET "+w.TelemetryPath, metricsHandler(r, l))
	mux.Handle("GET /{$}", web.Limit(maxScrapes, web.StatusPage(web.StatusConfig{
		Statuses:    r.collector.Status,
		Build:       build,
		MetricsPath: w.TelemetryPath,
		Endpoint:    r.source.Endpoint,
	})))
	mux.Handle("GET "+web.RunbooksPath, web.Limit(maxScrapes, runbooks))
	mux.Handle("GET /-/healthy", web.Healthy())
	mux.Handle("GET /-/ready", web.Ready(r.collector.Ready))
	mux.Handle("/-/reload", web.Reload(w.EnableLifecycle, r.reload))
	return newHTTPServer(web.SecurityHeaders(mux), l.slog), nil
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

func metricsHandler(r *reloader, l logger) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		versioncollector.NewCollector(flags.Program),
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	r.register(registry)
	registry.MustRegister(r.collector)
	handler := promhttp.HandlerFor(registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(l.slog.Handler(), slog.LevelError),
		Registry: registry,
		// OpenMetrics stays off: there are no exemplars, and a name of the Go
		// collector (go_memstats_alloc_bytes beside ..._total) is not valid in it.
		DisableCompression: true, // web.Compress is faster.
		CoalesceGather:     true, // Requests at the same time share one answer.
	})
	return promhttp.InstrumentMetricHandler(registry, web.Limit(maxScrapes, web.Compress(web.Buffer(handler))))
}
