package app

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"time"
)

const healthcheckTimeout = 3 * time.Second

// healthcheck asks a running exporter whether it is alive.
func healthcheck(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, healthcheckTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody) //nolint:gosec // who runs it names the address
	if err != nil {
		return fmt.Errorf("--url: %w", err)
	}
	transport := &http.Transport{
		DisableKeepAlives: true,
		// The certificate is for the name that others call it by. Nothing
		// secret is sent, nor believed beyond being alive.
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // see above
	}
	res, err := transport.RoundTrip(req)
	if err != nil {
		return fmt.Errorf("the exporter does not answer: %w", err)
	}
	defer res.Body.Close()
	// One that asks for a password is alive too.
	if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusUnauthorized {
		return fmt.Errorf("the exporter is not well: %s answers %s", url, res.Status)
	}
	return nil
}
