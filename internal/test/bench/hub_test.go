//go:build linux

package bench_test

import (
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

// hubVariable is the environment variable that makes a process a Hub.
const hubVariable = "BENCH_HUB"

const token = "hf_benchmark"

// hubConfig is a Hub and the network in front of it.
type hubConfig struct {
	Organizations int // named organization-0 and so on
	Members       int // of each
	Page          int // members in a page
	Latency       time.Duration
	Rate          int64 // bytes per second that all connections share; 0 for no limit
	Gzip, TLS     bool
}

// hub is where a Hub listens.
type hub struct {
	URL string
	CA  string // the certificate as PEM; "" without TLS
}

// startHub starts a Hub in a process of its own, which ends with b.
func startHub(b *testing.B, config hubConfig) hub {
	b.Helper()
	text, err := json.Marshal(config)
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), hubVariable+"="+string(text))
	cmd.Stderr = os.Stderr
	stdin, err1 := cmd.StdinPipe()
	stdout, err2 := cmd.StdoutPipe()
	if err1 != nil || err2 != nil {
		b.Fatal(err1, err2)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = stdin.Close() // which ends it
		_ = cmd.Wait()    // its error is that b has ended
	})
	var h hub
	if err := json.NewDecoder(stdout).Decode(&h); err != nil {
		b.Fatal("the Hub did not start: ", err)
	}
	return h
}

// serveHub is the Hub's process. It ends when stdin does.
func serveHub(text string, stdin io.Reader, stdout io.Writer) error {
	var config hubConfig
	if err := json.Unmarshal([]byte(text), &config); err != nil {
		return err
	}
	h := config.hub()
	var started hub
	if config.TLS {
		server := hubtest.NewTLSServer(h)
		defer server.Close()
		started = hub{server.URL, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))}
	} else {
		server := hubtest.NewServer(h)
		defer server.Close()
		started = hub{URL: server.URL}
	}
	if err := json.NewEncoder(stdout).Encode(started); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, stdin)
	return err
}

func (c hubConfig) hub() *hubtest.Hub {
	h := hubtest.New()
	h.SetGzip(c.Gzip)
	h.SetQuota(1<<30, time.Hour)
	for i := range c.Organizations {
		h.SetOrganization(hubtest.Organization{
			Name: organizationName(i), Plan: "enterprise",
			Members: hubtest.Members(c.Members, uint64(i)),
			Tokens:  map[string]hubtest.Power{token: hubtest.Admin},
		})
		c.warm(h, organizationName(i))
	}
	h.ResetRequests()
	if c.Latency > 0 {
		h.Fault(hubtest.Match{}, hubtest.Latency(c.Latency))
	}
	if c.Rate > 0 {
		h.Fault(hubtest.Match{}, hubtest.Throttle(c.Rate))
	}
	return h
}

// warm asks for each page once, so that it is encoded before anybody measures.
func (c hubConfig) warm(h http.Handler, organization string) {
	for link := membersURL("http://hub.test", organization, c.Page); link != ""; {
		req := httptest.NewRequest(http.MethodGet, link, nil)
		setHeaders(req)
		recorder := httptest.NewRecorder()
		h.ServeHTTP(recorder, req)
		link = nextLink(recorder.Header())
	}
}

func organizationName(i int) string { return fmt.Sprint("organization-", i) }

func membersURL(endpoint, organization string, page int) string {
	return fmt.Sprintf("%s/api/organizations/%s/members?limit=%d", endpoint, organization, page)
}

func setHeaders(req *http.Request) {
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Accept-Encoding", "gzip")
}

// nextLink is the next page's address, "" on the last page. The double's only
// link is that one.
func nextLink(header http.Header) string {
	link, _, _ := strings.Cut(strings.TrimPrefix(header.Get("Link"), "<"), ">")
	return link
}
