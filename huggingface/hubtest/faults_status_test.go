package hubtest_test

import (
	"strings"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

func TestFaultsThatAnswer(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault  hubtest.Fault
		status int
		header map[string]string
		body   string // part of it
	}{
		"Status": {hubtest.Status(403, "Not \"you\""), 403,
			map[string]string{"X-Error-Message": `Not "you"`, "X-Error-Code": ""}, `{"error":"Not \"you\""}`},
		"Status with a code": {hubtest.Status(402, "Pay", "PaymentRequired"), 402,
			map[string]string{"X-Error-Code": "PaymentRequired"}, `{"error":"Pay"}`},
		"RateLimited": {hubtest.RateLimited(3, 1500*time.Millisecond), 429,
			map[string]string{"RateLimit": `"api";r=3;t=2`, "Retry-After": ""}, `{"error":`},
		"RetryAfter": {hubtest.RetryAfter(503, "Wed, 21 Oct 2026 07:28:00 GMT"), 503,
			map[string]string{"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, `{"error":"Service Unavailable"}`},
		"HTML": {hubtest.HTML(502), 502,
			map[string]string{"Content-Type": "text/html; charset=utf-8", "Server": "nginx"}, "<h1>502 Bad Gateway</h1>"},
		"Foreign": {hubtest.Foreign("Artifactory/7.77.5", 401, "application/json", `{"errors":[]}`), 401,
			map[string]string{"Content-Type": "application/json", "Server": "Artifactory/7.77.5"}, `{"errors":[]}`},
		"Redirect": {hubtest.Redirect(307, "https://elsewhere.example/?a=b+c"), 307,
			map[string]string{"Location": "https://elsewhere.example/?a=b+c"}, ""},
		"Body": {hubtest.Body("text/plain", []byte("\xff{")), 200,
			map[string]string{"Content-Type": "text/plain", "Link": ""}, "\xff{"},
		"NextLink":      {hubtest.NextLink(`<//x>; rel=prev, nonsense`), 200, map[string]string{"Link": `<//x>; rel=prev, nonsense`}, `[{"_id"`},
		"NextLink gone": {hubtest.NextLink(""), 200, map[string]string{"Link": ""}, `[{"_id"`},
	} {
		hub, server := newAcme(t, hubtest.Members(12, 1))
		hub.Fault(hubtest.Match{}, test.fault)
		got := ask(t, server, membersPath+"?limit=10", adminSecret)
		if got.status != test.status || !strings.Contains(got.body, test.body) {
			t.Errorf("%s: %d %.100q, want %d %q", name, got.status, got.body, test.status, test.body)
		}
		for header, want := range test.header {
			if value := got.header.Get(header); value != want {
				t.Errorf("%s: %s is %q, want %q", name, header, value, want)
			}
		}
		isHub := got.header.Get("Server") == ""
		for _, name := range []string{"X-Request-Id", "X-Powered-By", "RateLimit"} {
			if has := got.header.Get(name) != ""; has != isHub {
				t.Errorf("%s: %s is in it: %t", name, name, has)
			}
		}
	}
}

func TestCursorsThatLoop(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault    hubtest.Fault
		distance int // how many answers before it has the same link; 0: none
	}{
		"LoopingCursor":     {hubtest.LoopingCursor(), 1},
		"CursorLoop(1)":     {hubtest.CursorLoop(1), 1},
		"CursorLoop(3)":     {hubtest.CursorLoop(3), 3},
		"EndlessDuplicates": {hubtest.EndlessDuplicates(), 0},
	} {
		hub, server := newAcme(t, hubtest.Members(12, 1))
		hub.Fault(hubtest.Match{}, test.fault)
		url := server.URL + membersPath + "?limit=10"
		var links []string
		var first string
		for i := range 8 {
			got := ask(t, server, url, adminSecret)
			if first == "" {
				first = got.body
			}
			if got.status != 200 || got.body != first {
				t.Fatalf("%s: answer %d is %d %.100s", name, i, got.status, got.body)
			}
			url = got.next()
			links = append(links, url)
		}
		for i, link := range links {
			distance := 0
			for j := i - 1; j >= 0 && distance == 0; j-- {
				if links[j] == link {
					distance = i - j
				}
			}
			want := test.distance
			if i < want {
				want = 0
			}
			if distance != want {
				t.Errorf("%s: link %d was seen %d before, want %d: %s", name, i, distance, want, link)
			}
		}
	}
}
