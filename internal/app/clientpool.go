package app

import (
	"fmt"
	"net/http"
	"reflect"
	"sync"

	commonconfig "github.com/prometheus/common/config"
	"github.com/prometheus/common/version"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/app/flags"
	"huggingface_exporter/internal/config"
)

// clientPool makes the clients of the Hub. Clients with the same HTTP settings
// share a transport, and so connections.
type clientPool struct {
	source *source

	mu         sync.Mutex // never held while a file is read
	transports []*transport
}

// transport is an http.RoundTripper that knows the settings it was made of.
type transport struct {
	http.RoundTripper
	settings commonconfig.HTTPClientConfig
}

// RoundTrip refuses files that would block the HTTP library, which reads them
// again for each request.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	for _, f := range config.HeaderFiles(&t.settings) {
		if err := f.Check(); err != nil {
			return nil, err
		}
	}
	return t.RoundTripper.RoundTrip(r)
}

// client makes a client for one organization.
func (p *clientPool) client(o config.Organization, observe func(huggingface.Attempt)) (*huggingface.Client, *transport, error) {
	t, err := p.transport(o.HTTP)
	if err != nil {
		return nil, nil, fmt.Errorf("HTTP settings of %s: %w", o.Name, err)
	}
	c, err := huggingface.NewClient(p.source.tokenSource(o),
		huggingface.WithEndpoint(p.source.Endpoint),
		huggingface.WithHTTPClient(&http.Client{Transport: t}),
		huggingface.WithRequestTimeout(p.source.RequestTimeout),
		huggingface.WithUserAgent(version.ComponentUserAgent(flags.Program)),
		huggingface.WithObserver(observe),
	)
	return c, t, err
}

// transport finds the transport for some settings, or makes it.
func (p *clientPool) transport(settings commonconfig.HTTPClientConfig) (*transport, error) {
	// The client adds the token itself, to requests to the endpoint alone. A
	// transport would add it to every request.
	settings.Authorization = nil
	p.mu.Lock()
	for _, t := range p.transports {
		if reflect.DeepEqual(t.settings, settings) {
			p.mu.Unlock()
			return t, nil
		}
	}
	p.mu.Unlock()
	rt, err := newRoundTripper(settings)
	if err != nil {
		return nil, err
	}
	t := &transport{RoundTripper: rt, settings: settings}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.transports = append(p.transports, t)
	return t, nil
}

// retain closes the idle connections of transports that are not in use any
// more, and forgets them.
func (p *clientPool) retain(used map[*transport]bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var kept []*transport
	for _, t := range p.transports {
		if used[t] {
			kept = append(kept, t)
			continue
		}
		(&http.Client{Transport: t.RoundTripper}).CloseIdleConnections()
	}
	p.transports = kept
}

func (p *clientPool) close() { p.retain(nil) }
