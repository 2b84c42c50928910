package hubtest_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

func TestLimitLatency(t *testing.T) {
	t.Parallel()
	hub := hubtest.New()
	hub.SetOrganization(acme(hubtest.Members(12, 1)))
	hub.Fault(hubtest.Match{Path: "members"}, hubtest.LimitLatency(func(limit int) time.Duration { return 20*time.Millisecond + time.Duration(limit)*time.Microsecond }))
	for query, want := range map[string]time.Duration{"?limit=10": 20010 * time.Microsecond, "": 20500 * time.Microsecond, "?limit=10000": 30 * time.Millisecond, "?limit=1": 0} {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			hub.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, membersPath+query, http.NoBody))
			if took := time.Since(start); took != want {
				t.Errorf("%q: %s, want %s", query, took, want)
			}
		})
	}
}

func TestLimitsThatAreRefused(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, hubtest.Members(1200, 1))
	hub.Fault(hubtest.Match{Path: "members"}, hubtest.RefuseLimit(1000))
	for query, want := range map[string]int{"": 200, "?limit=1000": 200, "?limit=1001": 400} {
		if got := ask(t, server, membersPath+query, adminSecret); got.status != want {
			t.Errorf("%q: %d %.50s", query, got.status, got.body)
		}
	}
}

func TestLargeBodiesAreCut(t *testing.T) {
	t.Parallel()
	hub, server := newAcme(t, hubtest.Members(1200, 1))
	whole := len(ask(t, server, membersPath+"?limit=100", adminSecret).body)
	hub.Fault(hubtest.Match{Path: "members"}, hubtest.CutLarge(whole))
	if got := ask(t, server, membersPath+"?limit=100", adminSecret); got.err != nil || len(got.body) != whole || got.next() == "" {
		t.Errorf("%d bytes, %v", len(got.body), got.err)
	}
	if got := ask(t, server, membersPath+"?limit=200", adminSecret); !errors.Is(got.err, io.ErrUnexpectedEOF) || len(got.body) != whole {
		t.Errorf("%d bytes, %v", len(got.body), got.err)
	}
}
