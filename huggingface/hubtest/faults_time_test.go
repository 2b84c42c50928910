package hubtest_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

// timed returns how long an answer of this fault takes, in the time of the
// bubble, and its body.
func timed(t *testing.T, size int, fault hubtest.Fault) (time.Duration, string) {
	t.Helper()
	body := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(make([]byte, size))
	})
	recorder := httptest.NewRecorder()
	start := time.Now()
	fault(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", http.NoBody), body)
	return time.Since(start), recorder.Body.String()
}

func TestSlowAnswers(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault hubtest.Fault
		want  time.Duration // for 1,000,000 bytes
	}{
		"Latency":  {hubtest.Latency(3 * time.Second), 3 * time.Second},
		"SlowBody": {hubtest.SlowBody(300_000, time.Second), 4 * time.Second},
		"Throttle": {hubtest.Throttle(250_000), 4 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			took, body := timed(t, 1_000_000, test.fault)
			if len(body) != 1_000_000 || (took-test.want).Abs() > time.Millisecond {
				t.Errorf("%s: %d bytes in %v, want %v", name, len(body), took, test.want)
			}
		})
	}
}

// Two answers at once must not get twice the bandwidth.
func TestThrottleIsShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fault := hubtest.Throttle(1_000_000)
		start := time.Now()
		var group sync.WaitGroup
		for range 2 {
			group.Go(func() { timed(t, 1_000_000, fault) })
		}
		group.Wait()
		if took := time.Since(start); took < 1900*time.Millisecond || took > 2*time.Second {
			t.Errorf("2 MB at 1 MB/s in %v", took)
		}
	})
}

func TestClientLeaves(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]hubtest.Fault{
		"Hang":     hubtest.Hang(),
		"Latency":  hubtest.Latency(time.Hour),
		"SlowBody": hubtest.SlowBody(1, time.Hour),
		"Throttle": hubtest.Throttle(1),
	} {
		hub, server := newAcme(t, hubtest.Members(12, 1))
		hub.Fault(hubtest.Match{}, fault)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+membersPath, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		response, err := server.Client().Do(request)
		if err == nil { // The headers came at once.
			_, err = response.Body.Read(make([]byte, 1))
			response.Body.Close()
		}
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", name, err)
		}
	}
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
		go server.Close()
		if err := <-failed; err == nil {
			t.Errorf("%s: the answer is a good one", name)
		}
		server.Close()
	}
}
