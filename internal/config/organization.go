package config

import (
	"time"

	commonconfig "github.com/prometheus/common/config"

	"huggingface_exporter/huggingface"
)

// Organization is what one organization is polled with, every default filled
// in.
type Organization struct {
	Name string
	// Interval is the time between the starts of two scrapes; Timeout bounds
	// one of them and is never longer.
	Interval, Timeout time.Duration
	// SeatLimit is the number of seats in the contract; 0 where not told.
	SeatLimit int
	// HTTP says how to reach the Hub. Its Authorization is for TokenSource
	// alone and must not be given to a transport, which would send it anywhere.
	HTTP commonconfig.HTTPClientConfig
}

// TokenSource is the source of the organization's own token; nil where it has
// none and the process's token counts.
func (o Organization) TokenSource() huggingface.TokenSource {
	switch a := o.HTTP.Authorization; {
	case a == nil:
		return nil
	case a.CredentialsFile != "":
		return huggingface.TokenFile(a.CredentialsFile)
	default:
		return huggingface.StaticToken(string(a.Credentials), "authorization.credentials of "+o.Name)
	}
}
