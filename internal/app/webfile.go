package app

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/go-kit/log/level"

	"huggingface_exporter/internal/config"
)

// webFileInterval is how often --web.config.file is checked. The toolkit uses
// a changed one from the next connection or request on.
const webFileInterval = time.Second

// webFile is --web.config.file, and what it turned on when it was last valid.
type webFile struct {
	path string
	config.WebFile
}

func loadWebFile(path string) (*webFile, error) {
	if path == "" {
		return nil, nil //nolint:nilnil // there is none
	}
	loaded, err := config.LoadWebFile(path)
	if err != nil {
		return nil, fmt.Errorf("--web.config.file: %w", err)
	}
	return &webFile{path, loaded}, nil
}

// guard closes new connections where the toolkit would wait for a file that
// never comes.
func (f *webFile) guard(server *http.Server) {
	server.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
		if config.WebFileBlocks(f.path) {
			_ = c.Close() // it was just accepted
		}
		return ctx
	}
}

// watch warns of a file that becomes invalid or protects less, once for each
// change.
func (f *webFile) watch(ctx context.Context, l logger) {
	tick := time.NewTicker(webFileInterval)
	defer tick.Stop()
	last := ""
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		problem := f.problem()
		switch problem {
		case last:
		case "":
			level.Info(l.Logger).Log("msg", "The web configuration file is valid again", "file", f.path)
		default:
			level.Warn(l.Logger).Log("msg", "The web configuration file has a problem", "file", f.path, "err", problem)
		}
		last = problem
	}
}

func (f *webFile) problem() string {
	now, err := config.LoadWebFile(f.path)
	switch {
	case err != nil:
		return err.Error()
	case f.TLS && !now.TLS:
		return "tls_server_config was removed: connections fail until it is restored, or until a restart without TLS"
	case !f.TLS && now.TLS:
		return "tls_server_config was added: it takes effect after a restart"
	case f.Passwords && !now.Passwords:
		return "basic_auth_users was removed: everybody can read all pages without a password"
	}
	f.Passwords = now.Passwords
	return ""
}
