//go:build acceptance

package soak_test

import (
	"math/rand/v2"
	"net/http"
	"os"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// descriptors counts the files and sockets that the process has open.
func descriptors(t *testing.T) int {
	t.Helper()
	open, err := os.ReadDir("/dev/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(open)
}

// On a real network, whatever goes wrong leaves no socket behind.
func TestSoakOnLoopback(t *testing.T) {
	hub := hubtest.New()
	hub.SetQuota(1<<30, time.Hour)
	hub.SetGzip(false)
	server := hubtest.NewServer(hub)
	defer server.Close()
	before := descriptors(t)

	transport := &http.Transport{}
	c := collector.New(collector.Options{})
	var targets []collector.Target
	for i := range companies {
		company := newCompany(hub, i, seed)
		client, err := huggingface.NewClient(huggingface.StaticToken(secret, "the test"), huggingface.WithEndpoint(server.URL),
			huggingface.WithHTTPClient(&http.Client{Transport: transport}), huggingface.WithPageSize(10), huggingface.WithRequestTimeout(200*time.Millisecond))
		if err != nil {
			t.Fatal(err)
		}
		company.Hub = client
		targets = append(targets, collector.Target{Organization: company.name, Hub: company, Interval: 300 * time.Millisecond})
	}
	wild := &chaos{random: rand.New(rand.NewPCG(seed, 2))}
	hub.Fault(hubtest.Match{}, wild.fault)
	c.Apply(targets)
	time.Sleep(900 * time.Millisecond)
	c.Close()
	transport.CloseIdleConnections()
	rig.Eventually(t, "all descriptors are closed", func() bool { return descriptors(t) <= before })
	if requests := len(hub.Requests()); wild.strikes() == 0 || requests < companies {
		t.Errorf("%d faults in %d requests", wild.strikes(), requests)
	}
}
