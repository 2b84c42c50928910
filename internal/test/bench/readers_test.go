//go:build linux

package bench_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/prometheus/common/config"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

// reader reads all members of organization-0 at each call.
type reader func(b *testing.B)

// transport is one as the exporter makes it.
func (h hub) transport(b *testing.B) http.RoundTripper {
	b.Helper()
	settings := config.DefaultHTTPClientConfig
	settings.TLSConfig.CA = h.CA
	transport, err := config.NewRoundTripperFromConfig(settings, "bench")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup((&http.Client{Transport: transport}).CloseIdleConnections)
	return transport
}

// exporter reads as the exporter does: client, collector and all. Page 0 lets it
// find out the size.
func (h hub) exporter(b *testing.B, page, members int) reader {
	b.Helper()
	read, _ := h.collector(b, page, members)
	return read
}

func (h hub) collector(b *testing.B, page, members int) (reader, *collector.Collector) {
	b.Helper()
	c := collector.New(collector.Options{ResourceGroups: true})
	b.Cleanup(c.Close)
	client, err := huggingface.NewClient(huggingface.StaticToken(token, "the benchmark"),
		huggingface.WithEndpoint(h.URL),
		huggingface.WithHTTPClient(&http.Client{Transport: h.transport(b)}),
		huggingface.WithObserver(c.Observer(organizationName(0))))
	if err != nil {
		b.Fatal(err)
	}
	target := collector.Target{Organization: organizationName(0), Hub: client, Interval: time.Hour, PageSize: page}
	return func(b *testing.B) {
		begun := time.Now()
		target.SeatLimit++ // A target that changed is read at once.
		c.Apply([]collector.Target{target})
		for c.Status()[0].LastScrape.Before(begun) {
			time.Sleep(time.Millisecond)
		}
		if s := c.Status()[0]; !s.Up || s.Snapshot.Members != members {
			b.Fatalf("the reading failed, or %d members were not found: %v", members, s.Err)
		}
	}, c
}

// sequential reads page after page with a loop that does as little as it can,
// and gives the bodies away.
func (h hub) sequential(b *testing.B, page, members int, body func(*http.Response) (int, error)) reader {
	b.Helper()
	client := &http.Client{Transport: h.transport(b)}
	return func(b *testing.B) {
		n := 0
		for link := membersURL(h.URL, organizationName(0), page); link != ""; {
			req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, link, nil)
			if err != nil {
				b.Fatal(err)
			}
			setHeaders(req)
			resp, err := client.Do(req)
			if err != nil {
				b.Fatal(err)
			}
			got, err := body(resp)
			resp.Body.Close()
			if err != nil || resp.StatusCode != http.StatusOK {
				b.Fatal(resp.Status, err)
			}
			n += got
			link = nextLink(resp.Header)
		}
		if n != 0 && n != members {
			b.Fatalf("%d members, want %d", n, members)
		}
	}
}

// discard is the floor: bytes are read from the network, and nothing is done
// with them.
func discard(resp *http.Response) (int, error) {
	_, err := io.Copy(io.Discard, resp.Body)
	return 0, err
}

// encodingJSON is what most clients do.
func encodingJSON(resp *http.Response) (int, error) {
	var body io.Reader = resp.Body
	if resp.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(body)
		if err != nil {
			return 0, err
		}
		body = z
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return 0, err
	}
	var members []member
	err = json.Unmarshal(text, &members)
	return len(members), err
}

// member is one as most clients have it.
type member struct {
	ID             string  `json:"_id"`
	User           string  `json:"user"`
	Fullname       string  `json:"fullname"`
	AvatarURL      string  `json:"avatarUrl"`
	Type           string  `json:"type"`
	Pro            bool    `json:"isPro"`
	Role           *string `json:"role"`
	TwoFA          *bool   `json:"twoFaEnabled"`
	External       *bool   `json:"isExternalCollaborator"`
	VerifiedEmail  *string `json:"verifiedEmail"`
	ResourceGroups []struct {
		ID, Name, Role string
		NumUsers       int
	} `json:"resourceGroups"`
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func rateName(bytesPerSecond int64) string {
	if bytesPerSecond == 0 {
		return "none"
	}
	return fmt.Sprintf("%dMBps", bytesPerSecond/1e6)
}
