package app

import (
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/config"
)

// newDemo starts a made-up Hub on loopback. The user's own token is never
// read.
func newDemo(o *options) *setup {
	server := hubtest.NewServer(hubtest.Demo())
	return &setup{
		endpoint: server.URL,
		token:    huggingface.StaticToken(hubtest.DemoToken, "the demo"),
		load:     func() ([]config.Organization, error) { return o.named(hubtest.DemoOrganizations()), nil },
		close:    server.Close,
	}
}
