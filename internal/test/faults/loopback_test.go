//go:build acceptance

package faults_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// What the operating system says of a refused and of a reset connection is
// taken for what it is. This one is on loopback, with no bubble.
func TestRealConnections(t *testing.T) {
	t.Parallel()
	hub := hubtest.New()
	hub.SetOrganization(acme(27, 1))
	server := hubtest.NewServer(hub)
	defer server.Close()
	for name, test := range map[string]struct {
		fault  hubtest.Fault
		page   int
		within time.Duration // little where it is tried again
	}{
		"before the headers":   {hubtest.Reset(), 1, time.Second},
		"in the middle of 3":   {hubtest.ResetAfter(200), 3, time.Minute},
		"between body and end": {hubtest.Cut(1 << 20), 3, time.Minute},
	} {
		end := hub.Fault(hubtest.Match{Page: test.page}, test.fault)
		err := listOnce(t, server.URL, test.within)
		end()
		if huggingface.ErrorCode(err) != "connection" || huggingface.KindOf(err) != huggingface.KindConnection {
			t.Errorf("%s: %v", name, err)
		}
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	if err := listOnce(t, gone.URL, time.Second); huggingface.ErrorCode(err) != "connection" || huggingface.KindOf(err) != huggingface.KindRefused {
		t.Errorf("refused: %v", err)
	}
	if err := listOnce(t, server.URL, time.Minute); err != nil {
		t.Errorf("without a fault: %v", err)
	}
}

// listOnce lists acme's members.
func listOnce(t *testing.T, endpoint string, within time.Duration) error {
	t.Helper()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	client, err := huggingface.NewClient(huggingface.StaticToken(secret, "the test"),
		huggingface.WithEndpoint(endpoint), huggingface.WithHTTPClient(&http.Client{Transport: transport}), huggingface.WithPageSize(10))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	for _, err := range client.Members(ctx, "acme") {
		if err != nil {
			return err
		}
	}
	return nil
}
