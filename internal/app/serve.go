package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/go-kit/log"
	"github.com/go-kit/log/level"
	"github.com/prometheus/common/version"
	toolkit "github.com/prometheus/exporter-toolkit/web"

	"huggingface_exporter/collector"
	"huggingface_exporter/internal/advice"
	"huggingface_exporter/internal/app/flags"
)

// shutdownTimeout is what answers under way get to end; the whole process has
// five seconds.
const shutdownTimeout = 4 * time.Second

// serve scrapes and answers until the context ends.
func serve(ctx context.Context, s *source, o collector.Options, w flags.Web, f *webFile, l logger, stdout io.Writer) error {
	// From the start, or an early signal would end the process.
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)

	level.Info(l.Logger).Log("msg", "Starting "+flags.Program, "version", version.Info(), "build", version.BuildContext())
	o.Explain, o.Logger = advice.Explain, log.With(l.Logger, "component", "collector")
	c, pool := collector.New(o), &clientPool{source: s}
	defer pool.close()
	defer c.Close()
	r := newReloader(s, pool, c, l)
	organizations, err := r.load()
	if err != nil {
		return err
	}
	s.warn(organizations, l)

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		for {
			select {
			case <-hangups:
				_ = r.reload() // it has logged its error
			case <-ctx.Done():
				return
			}
		}
	}()
	server, err := newServer(r, w, l)
	if err != nil {
		return err
	}
	if s.Demo {
		server.BaseContext = func(listener net.Listener) context.Context {
			announce(stdout, server, listener)
			return context.Background()
		}
	}
	if f != nil {
		f.guard(server)
		go f.watch(ctx, l)
	}
	return listen(ctx, server, w.Toolkit, l)
}

// listen answers until the context ends, then lets answers under way end.
func listen(ctx context.Context, server *http.Server, w *toolkit.FlagConfig, l logger) error {
	failed := make(chan error, 1)
	go func() { failed <- toolkit.ListenAndServe(server, w, l.slog) }()
	select {
	case err := <-failed:
		return listenError(w, err)
	case <-ctx.Done():
	}
	level.Info(l.Logger).Log("msg", "Shutting down")
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		level.Warn(l.Logger).Log("msg", "Cutting off answers that took too long", "err", err)
		_ = server.Close()
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// listenError names the flag and what to do.
func listenError(w *toolkit.FlagConfig, err error) error {
	switch {
	case *w.WebSystemdSocket:
		return fmt.Errorf("--web.systemd-socket: %w (the exporter must be started by a systemd socket unit)", err)
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("--web.listen-address: %w (another process uses the port, perhaps another exporter: stop it, or choose another port)", err)
	}
	return fmt.Errorf("--web.listen-address: %w (for example :10120 or 127.0.0.1:10120)", err)
}

// announce prints the address to open in a browser. It learns the port from
// the listener, as the flag may leave the choice to the system.
func announce(stdout io.Writer, server *http.Server, l net.Listener) {
	address, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return
	}
	scheme, host := "http", "localhost"
	// The toolkit sets it only with TLS.
	if server.TLSConfig != nil && server.TLSConfig.GetConfigForClient != nil {
		scheme = "https"
	}
	if !address.IP.IsUnspecified() && !address.IP.IsLoopback() {
		host = address.IP.String()
	}
	fmt.Fprintf(stdout, "Open %s://%s/\n", scheme, net.JoinHostPort(host, strconv.Itoa(address.Port)))
}
