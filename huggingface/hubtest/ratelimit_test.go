package hubtest_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

// direct asks a Hub without a network, for bubbles of testing/synctest.
func direct(t *testing.T, hub *hubtest.Hub, path, secret string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)
	request.Header.Set("Authorization", "Bearer "+secret)
	recorder := httptest.NewRecorder()
	hub.ServeHTTP(recorder, request)
	return recorder
}

func TestQuota(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		hub := hubtest.New()
		hub.SetOrganization(acme(hubtest.Members(12, 1)))
		hub.SetQuota(2, 90*time.Second)
		want := func(secret string, status int, limit string) {
			t.Helper()
			got := direct(t, hub, membersPath, secret)
			if got.Code != status || got.Header().Get("RateLimit") != limit {
				t.Errorf("%d with RateLimit %s, want %d with %s", got.Code, got.Header().Get("RateLimit"), status, limit)
			}
			if policy := got.Header().Get("RateLimit-Policy"); policy != `"fixed window";"api";q=2;w=90` {
				t.Errorf("RateLimit-Policy: %s", policy)
			}
		}
		want(adminSecret, 200, `"api";r=1;t=90`)
		time.Sleep(30 * time.Second)
		want(adminSecret, 200, `"api";r=0;t=60`)
		want(adminSecret, 429, `"api";r=0;t=60`)
		want(insiderSecret, 200, `"api";r=1;t=90`)
		time.Sleep(59*time.Second + time.Millisecond)
		want(adminSecret, 429, `"api";r=0;t=1`)
		time.Sleep(time.Second - time.Millisecond)
		want(adminSecret, 200, `"api";r=1;t=90`)
	})
}

func TestQuotaOfTheBeginning(t *testing.T) {
	t.Parallel()
	got := direct(t, hubtest.New(), "/api/whoami-v2", "")
	if limit := got.Header().Get("RateLimit"); limit != `"api";r=999;t=300` {
		t.Errorf("RateLimit: %s", limit)
	}
}
