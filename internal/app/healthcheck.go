package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"huggingface_exporter/internal/app/flags"
)

const (
	healthcheckTimeout = 3 * time.Second
	// initCommandLine is that of the first process, which in a container is
	// the exporter itself.
	initCommandLine = "/proc/1/cmdline"
)

// healthcheck asks a running exporter whether it is alive, or ready.
func healthcheck(ctx context.Context, o *flags.Options, getenv func(string) string) error {
	address, err := healthcheckURL(o, getenv, initCommandLine)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, healthcheckTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return err
	}
	transport := &http.Transport{
		DisableKeepAlives: true,
		// The certificate is for the name that others call it by. Nothing
		// secret is sent, nor believed beyond being alive.
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // see above
	}
	res, err := transport.RoundTrip(req)
	if refused(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("the exporter does not answer: %w", err)
	}
	defer res.Body.Close()
	// One that asks for a password is alive too.
	if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusUnauthorized {
		return fmt.Errorf("the exporter is not well: %s answers %s", address, res.Status)
	}
	return nil
}

// refused reports whether the exporter ended the TLS handshake with an alert,
// as it does without a client certificate that it demands. It is alive then;
// more it tells nobody without one.
func refused(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "remote error"
}

// healthcheckURL is, in this order, --url; HUGGINGFACE_EXPORTER_URL; where the
// flags of this command line say that the exporter listens; where those of the
// first process say so, if that is the exporter.
func healthcheckURL(o *flags.Options, getenv func(string) string, commandLine string) (string, error) {
	if o.Healthcheck.URL != "" {
		u, err := parseURL("--url", o.Healthcheck.URL)
		return u.String(), err
	}
	path := "/-/healthy"
	if o.Healthcheck.Ready {
		path = "/-/ready"
	}
	if text := getenv("HUGGINGFACE_EXPORTER_URL"); text != "" {
		u, err := parseURL("HUGGINGFACE_EXPORTER_URL", text)
		return u.JoinPath(path).String(), err
	}
	web := o.Web
	if *web.Toolkit.WebConfigFile == "" && slices.Equal(*web.Toolkit.WebListenAddresses, []string{flags.ListenAddress}) {
		if running, ok := firstProcess(getenv, commandLine); ok {
			web = running
		}
	}
	return listenerURL(web, path)
}

// parseURL returns the URL that from gives, not nil also with an error.
func parseURL(from, text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return &url.URL{}, fmt.Errorf("%s: invalid URL %q (for example https://127.0.0.1:10120)", from, text)
	}
	return u, nil
}

// firstProcess returns where the first process listens, if it is the exporter.
func firstProcess(getenv func(string) string, commandLine string) (flags.Web, bool) {
	text, err := os.ReadFile(commandLine) //nolint:gosec // the path is a constant outside of tests
	if err != nil {
		return flags.Web{}, false
	}
	args := strings.Split(strings.TrimSuffix(string(text), "\x00"), "\x00")
	if filepath.Base(args[0]) != flags.Program {
		return flags.Web{}, false
	}
	args = slices.DeleteFunc(args[1:], func(arg string) bool { return arg == flags.Serve })
	// As arguments of this command they are parsed without being acted on.
	o, err := flags.Parse(append([]string{flags.Healthcheck}, args...), getenv, io.Discard, io.Discard)
	if err != nil || o == nil {
		return flags.Web{}, false
	}
	return o.Web, true
}

// listenerURL is the URL of a path at the first address that is listened on.
func listenerURL(web flags.Web, path string) (string, error) {
	address := (*web.Toolkit.WebListenAddresses)[0]
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", fmt.Errorf("--web.listen-address: %w: name the address to ask with --url", err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
		if ip != nil && ip.To4() == nil {
			host = "::1"
		}
	}
	scheme := "http"
	file, err := loadWebFile(*web.Toolkit.WebConfigFile)
	if err != nil {
		return "", err
	}
	if file != nil && file.TLS {
		scheme = "https"
	}
	return scheme + "://" + net.JoinHostPort(host, port) + path, nil
}
