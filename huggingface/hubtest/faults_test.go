package hubtest_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

func TestFaultsWrapEachOther(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, hubtest.Members(12, 1))
	hub.Fault(hubtest.Match{Times: 2}, hubtest.Status(500, "first"))
	hub.Fault(hubtest.Match{Times: 1}, hubtest.Status(503, "second"))
	hub.Fault(hubtest.Match{}, hubtest.NextLink("<elsewhere>"))
	hub.Fault(hubtest.Match{}, hubtest.ShortBody(1))
	var got []int
	for range 4 {
		got = append(got, ask(t, server, membersPath, adminSecret).status)
	}
	if !slices.Equal(got, []int{500, 500, 503, 200}) {
		t.Errorf("answers: %v", got)
	}
	if got := ask(t, server, membersPath, adminSecret); got.header.Get("Link") != "<elsewhere>" || got.body != "[" {
		t.Errorf("Link %q, body %q", got.header.Get("Link"), got.body)
	}
}

// What the client sees of each differs: the length that was announced, and the
// error in which the body ends.
func TestBodiesThatBreakOff(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, hubtest.Members(12, 1))
	whole := ask(t, server, membersPath, adminSecret).body
	for name, test := range map[string]struct {
		fault  hubtest.Fault
		err    error
		length string // Content-Length
	}{
		"Truncate":   {hubtest.Truncate(100), io.ErrUnexpectedEOF, strconv.Itoa(len(whole))},
		"Cut":        {hubtest.Cut(100), io.ErrUnexpectedEOF, ""},
		"ResetAfter": {hubtest.ResetAfter(100), syscall.ECONNRESET, strconv.Itoa(len(whole))},
		"ShortBody":  {hubtest.ShortBody(100), nil, "100"},
	} {
		remove := hub.Fault(hubtest.Match{}, test.fault)
		got := ask(t, server, membersPath, adminSecret)
		if got.status != 200 || !errors.Is(got.err, test.err) || got.header.Get("Content-Length") != test.length || got.body != whole[:100] {
			t.Errorf("%s: %d, Content-Length %q, %v; want %q, %v; the body is %q",
				name, got.status, got.header.Get("Content-Length"), got.err, test.length, test.err, got.body)
		}
		remove()
	}
}

// A fault that wraps the answer must not keep another from the connection.
func TestResetUnderThrottle(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, nil)
	hub.Fault(hubtest.Match{}, hubtest.Throttle(1_000_000))
	hub.Fault(hubtest.Match{}, hubtest.Reset())
	if got, err := try(t, server.Client(), server.URL+membersPath, adminSecret); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("%+v, %v", got, err)
	}
}

// Two answers at once must not get twice the bandwidth.
func TestThrottleIsShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fault := hubtest.Throttle(1_000_000)
		body := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 1_000_000)) })
		start := time.Now()
		var group sync.WaitGroup
		for range 2 {
			group.Go(func() {
				fault(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", http.NoBody), body)
			})
		}
		group.Wait()
		if took := time.Since(start); took < 1900*time.Millisecond || took > 2*time.Second {
			t.Errorf("2 MB at 1 MB/s in %v", took)
		}
	})
}

// Close ends an answer that hangs, and not as if it were a good one.
func TestCloseEndsWhatHangs(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]hubtest.Fault{"Hang": hubtest.Hang(), "Latency": hubtest.Latency(time.Hour)} {
		hub := hubtest.New()
		arrived := make(chan struct{})
		hub.Fault(hubtest.Match{}, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
			close(arrived)
			next.ServeHTTP(w, r)
		})
		hub.Fault(hubtest.Match{}, fault)
		server := hubtest.NewServer(hub)
		failed := make(chan error)
		go func() {
			_, err := try(t, server.Client(), server.URL+membersPath, "")
			failed <- err
		}()
		<-arrived
		server.Close()
		if err := <-failed; err == nil {
			t.Errorf("%s: the answer is a good one", name)
		}
	}
}
