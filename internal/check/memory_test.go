//go:build acceptance

package check_test

import (
	"bufio"
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/check"
)

// A check of 100,000 members, client and all, stays far within 64 MiB: what it
// keeps is the set of ids that lets each member count once.
func TestMemory(t *testing.T) {
	const members, limit = 100_000, 32 << 20
	server := httptest.NewServer(crowd(members))
	t.Cleanup(server.Close)
	s := check.NewSubject(collector.Target{Organization: "big", Timeout: time.Minute})
	client, err := huggingface.NewClient(huggingface.NoToken(), huggingface.WithEndpoint(server.URL),
		huggingface.WithHTTPClient(&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}))
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	before := heap()
	hub := &measured{Client: client}
	s.Hub = hub
	if o := run(t.Context(), s); !o.OK || o.Members.Count != members {
		t.Fatalf("got %+v", o)
	}
	t.Logf("%.1f MiB", float64(hub.peak-before)/(1<<20))
	if hub.peak-before > limit {
		t.Errorf("the heap grew by %d bytes, more than %d", hub.peak-before, limit)
	}
}

// measured looks at the heap now and then.
type measured struct {
	*huggingface.Client
	peak uint64
}

func (m *measured) Members(ctx context.Context, organization string, opts ...huggingface.ListOption) iter.Seq2[huggingface.Member, error] {
	return func(yield func(huggingface.Member, error) bool) {
		n := 0
		for member, err := range m.Client.Members(ctx, organization, opts...) {
			if n++; n%1000 == 0 {
				m.peak = max(m.peak, heap())
			}
			if !yield(member, err) {
				return
			}
		}
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// crowd is an organization that is made up while it is sent: the double would
// hold it, in the very memory that is measured.
func crowd(members int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		first, _ := strconv.Atoi(r.URL.Query().Get("cursor")) // "" is 0
		end := first + huggingface.DefaultPageSize
		if end < members {
			w.Header().Set("Link", fmt.Sprintf(`<http://%s%s?cursor=%d>; rel="next"`, r.Host, r.URL.Path, end))
		}
		out := bufio.NewWriter(w)
		separator := "["
		for i := first; i < end; i++ {
			fmt.Fprintf(out, `%s{"_id":"%024x","user":"member-%d","fullname":"Member %d","isPro":false,"avatarUrl":"/a.svg","type":"user","role":"read",`+
				`"resourceGroups":[{"id":"%024x","name":"Group","numUsers":1000,"role":"read"}]}`, separator, i, i, i, i%100)
			separator = ","
		}
		fmt.Fprint(out, "]")
		_ = out.Flush() // the client may be gone
	})
}
