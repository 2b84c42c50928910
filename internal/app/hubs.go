package app

import (
	"fmt"
	"net/http"
	"reflect"

	commonconfig "github.com/prometheus/common/config"
	"github.com/prometheus/common/version"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
)

// hubs makes the clients of the Hub. Clients with the same HTTP settings share
// a transport, and so connections. It is for one goroutine at a time.
type hubs struct {
	opts       *options
	setup      *setup
	transports []*transport
}

// transport is an http.RoundTripper that knows the settings that it was made
// of.
type transport struct {
	http.RoundTripper
	settings commonconfig.HTTPClientConfig
}

// client makes a client for one organization.
func (h *hubs) client(o config.Organization, observe func(huggingface.Attempt)) (*huggingface.Client, *transport, error) {
	t, err := h.transport(o.HTTP)
	if err != nil {
		return nil, nil, fmt.Errorf("the HTTP settings of %s: %w", o.Name, err)
	}
	c, err := huggingface.NewClient(h.setup.tokenSource(o),
		huggingface.WithEndpoint(h.setup.endpoint),
		huggingface.WithHTTPClient(&http.Client{Transport: t}),
		huggingface.WithPageSize(h.opts.pageSize),
		huggingface.WithRequestTimeout(h.opts.requestTimeout),
		huggingface.WithUserAgent(version.ComponentUserAgent(program)),
		huggingface.WithObserver(observe),
	)
	return c, t, err
}

// transport finds the transport for some settings, or makes it.
func (h *hubs) transport(settings commonconfig.HTTPClientConfig) (*transport, error) {
	// The client adds the token itself, to requests to the endpoint alone. A
	// transport would add it to every request.
	settings.Authorization = nil
	for _, t := range h.transports {
		if reflect.DeepEqual(t.settings, settings) {
			return t, nil
		}
	}
	rt, err := commonconfig.NewRoundTripperFromConfig(settings, program)
	if err != nil {
		return nil, err
	}
	t := &transport{RoundTripper: rt, settings: settings}
	h.transports = append(h.transports, t)
	return t, nil
}

// retain closes what is idle of the transports that are not used any more, and
// forgets them.
func (h *hubs) retain(used map[*transport]bool) {
	var kept []*transport
	for _, t := range h.transports {
		if used[t] {
			kept = append(kept, t)
			continue
		}
		(&http.Client{Transport: t.RoundTripper}).CloseIdleConnections()
	}
	h.transports = kept
}

func (h *hubs) close() { h.retain(nil) }
