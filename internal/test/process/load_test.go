//go:build acceptance

package process_test

import (
	"io"
	"net/http"
	"sync"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// Far more clients than are served at once, while the scrapes fail: each gets
// a whole page or a 503, and afterwards nothing is left of them.
func TestFlood(t *testing.T) {
	t.Parallel()
	hub, url := newHub(t)
	hub.SetOrganization(acme(2000))
	p := start(t, "--huggingface.endpoint="+url, "--huggingface.organization=acme", "--huggingface.page-size=10000", "--scrape.interval=2s", "--collector.member-info")
	rig.Eventually(p.t, "acme is read", func() bool { return p.sum("huggingface_organization_members") == 2000 })
	hub.Fault(hubtest.Match{}, hubtest.HTML(502))
	goroutines, descriptors := p.sum("go_goroutines"), p.sum("process_open_fds")

	const clients = 200
	for _, page := range []string{"/metrics", "/", "/-/healthy"} {
		answers := make([]int, clients)
		sizes := make([]int, clients)
		client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}, Timeout: rig.Patience}
		var all sync.WaitGroup
		for i := range clients {
			all.Go(func() {
				resp, err := client.Get(p.url + page)
				if err != nil {
					t.Error(err)
					return
				}
				defer resp.Body.Close()
				text, err := io.ReadAll(resp.Body)
				if err != nil {
					t.Errorf("%s breaks off: %v", page, err)
				}
				answers[i], sizes[i] = resp.StatusCode, len(text)
			})
		}
		all.Wait()
		client.CloseIdleConnections()
		count := make(map[int]int)
		smallest := 1 << 30
		for i, status := range answers {
			count[status]++
			if status == http.StatusOK {
				smallest = min(smallest, sizes[i])
			}
		}
		if count[http.StatusOK]+count[http.StatusServiceUnavailable] != clients || count[http.StatusOK] == 0 {
			t.Errorf("%s: %v", page, count)
		}
		if page == "/metrics" && (count[http.StatusServiceUnavailable] == 0 || smallest < 2000*50) {
			t.Errorf("%s: %v, the smallest page has %d bytes", page, count, smallest)
		}
		t.Logf("%s: %v", page, count)
	}
	rig.Eventually(p.t, "the clients are forgotten", func() bool {
		return p.sum("go_goroutines") <= goroutines+3 && p.sum("process_open_fds") <= descriptors+3
	})
	if status, _, _ := p.get("/-/healthy"); status != http.StatusOK {
		t.Errorf("healthy is %d", status)
	}
}
