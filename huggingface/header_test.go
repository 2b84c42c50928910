package huggingface_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// 4 KiB of each header are looked at. A URL that is longer is an error, since a
// part of it leads elsewhere or nowhere.
func TestHugeHeaders(t *testing.T) {
	commas := strings.Repeat(",", 1<<20)
	many := strings.Repeat(`"b";r=1;t=1,`, 1<<16)
	for name, row := range map[string]struct {
		status        int
		header, value string
		code, says    string
	}{
		"RateLimit of commas":     {200, "RateLimit", commas, "", ""},
		"RateLimit of items":      {200, "RateLimit", many, "", ""},
		"RateLimit of semicolons": {200, "RateLimit", strings.Repeat(";", 1<<20), "", ""},
		"RateLimit of quotes":     {200, "RateLimit", strings.Repeat(`"`, 1<<20), "", ""},
		"policy of items":         {200, "RateLimit-Policy", strings.Repeat(`"api";q=1;w=1,`, 1<<16), "", ""},
		"Retry-After":             {403, "Retry-After", strings.Repeat("9", 1<<20), "403", "no"},
		"Link of commas":          {200, "Link", commas, "response", "Link is larger than 4 KiB"},
		"Link with a long cursor": {200, "Link", "</x?cursor=" + strings.Repeat("a", 1<<20) + `>; rel="next"`, "response", "Link is larger than 4 KiB"},
		"Location":                {307, "Location", "/" + strings.Repeat("a", 1<<20), "response", "Location is larger than 4 KiB"},
		"X-Error-Message":         {403, "X-Error-Message", strings.Repeat("m", 1<<20), "403", "no"},
		"X-Error-Code":            {403, "X-Error-Code", strings.Repeat("c", 1<<20), "403", "no"},
		"X-Request-Id":            {403, "X-Request-Id", strings.Repeat("i", 1<<20), "403", "no"},
		"Server":                  {403, "Server", strings.Repeat("s", 1<<20), "403", "no"},
		"Content-Encoding":        {200, "Content-Encoding", strings.Repeat("e", 1<<20), "response", "encoding"},
	} {
		t.Run(name, func(t *testing.T) {
			hub := acme(hubtest.Members(20, 1))
			hub.Fault(hubtest.Match{}, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
				if row.status == 200 {
					next = withHeader(row.header, row.value, next)
				} else {
					next = withHeader(row.header, row.value, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
						w.WriteHeader(row.status)
						_, _ = w.Write([]byte(`{"error":"no"}`))
					}))
				}
				next.ServeHTTP(w, r)
			})
			start := time.Now()
			_, err := list(t.Context(), inBubble(t, hub))
			if huggingface.ErrorCode(err) != row.code || err != nil && !strings.Contains(err.Error(), row.says) || err != nil && len(err.Error()) > 5000 {
				t.Errorf("%s: %.200v", huggingface.ErrorCode(err), err)
			}
			if took := time.Since(start); took > time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

// withHeader sets a header over whatever was set.
func withHeader(name, value string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(lastWord{w, name, value}, r)
	})
}

type lastWord struct {
	http.ResponseWriter
	name, value string
}

func (w lastWord) WriteHeader(status int) {
	w.Header().Set(w.name, w.value)
	w.ResponseWriter.WriteHeader(status)
}

// A header costs no allocation for each of its items.
func TestRateLimitsAllocateLittle(t *testing.T) {
	for _, value := range []string{strings.Repeat(",", 4096), strings.Repeat(`"b";r=1;t=1,`, 340), strings.Repeat(`"`, 4096), strings.Repeat(`;`, 4096), strings.Repeat(`"b";r=x;t=,`, 370)} {
		h := http.Header{"Ratelimit": {value}, "Ratelimit-Policy": {value}}
		if n := testing.AllocsPerRun(10, func() { huggingface.ParseRateLimits(h, now) }); n > 5 {
			t.Errorf("%v allocations for %.20q", n, value)
		}
	}
}

// What is larger than the transport admits is not tried again.
func TestHeadersLargerThanTheTransportAdmits(t *testing.T) {
	hub := acme(hubtest.Members(20, 1))
	hub.Fault(hubtest.Match{}, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		w.Header().Set("X-Large", strings.Repeat("x", 1<<20))
		next.ServeHTTP(w, r)
	})
	server := hubtest.NewTLSServer(hub)
	defer server.Close()
	for _, http2 := range []bool{true, false} {
		transport := server.Client().Transport.(*http.Transport).Clone()
		transport.MaxResponseHeaderBytes, transport.ForceAttemptHTTP2 = 64<<10, http2
		if !http2 {
			transport.TLSClientConfig.NextProtos = nil
		}
		hub.ResetRequests()
		err := mustFail(t, newClient(t, huggingface.StaticToken(secret, "the test"), huggingface.WithEndpoint(server.URL), huggingface.WithHTTPClient(&http.Client{Transport: transport})))
		e, ok := errors.AsType[*huggingface.ResponseError](err)
		if !ok || !strings.Contains(e.Error(), "headers are too large") || len(hub.Requests()) != 1 {
			t.Errorf("HTTP/2 %t: %d requests: %v", http2, len(hub.Requests()), err)
		}
		transport.CloseIdleConnections()
	}
}
