package huggingface_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// Neither a link nor a redirect leads anywhere but to the endpoint's own
// scheme, host and port: nothing arrives elsewhere, the token least of all.
func TestNothingIsSentElsewhere(t *testing.T) {
	var arrived atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { arrived.Add(1) }))
	defer elsewhere.Close()
	hub := acme(hubtest.Members(20, 1))
	server := httptest.NewServer(hub)
	defer server.Close()
	client := newClient(t, huggingface.StaticToken(secret, "the test"), huggingface.WithEndpoint(server.URL), huggingface.WithPageSize(10))

	host := strings.TrimPrefix(server.URL, "http://")
	for name, target := range map[string]string{
		"another port":   elsewhere.URL + "/api",
		"another host":   "http://localhost:" + host[strings.LastIndex(host, ":")+1:] + "/api",
		"another scheme": "https://" + host + "/api",
		"no host scheme": "//" + strings.TrimPrefix(elsewhere.URL, "http://") + "/api",
		"a file":         "file:///etc/passwd",
		"a user":         "http://user:password@" + host + "/api/organizations/acme/members?limit=10",
		"a lookalike":    "http://127.0.0.1.evil.test/api",
	} {
		for how, fault := range map[string]hubtest.Fault{
			"link":     hubtest.NextLink("<" + target + `>; rel="next"`),
			"redirect": hubtest.Redirect(http.StatusFound, target),
			"307":      hubtest.Redirect(http.StatusTemporaryRedirect, target),
		} {
			t.Run(how+" to "+name, func(t *testing.T) {
				defer hub.Fault(hubtest.Match{}, fault)()
				hub.ResetRequests()
				err := mustFail(t, client)
				if huggingface.ErrorCode(err) != huggingface.CodeResponse || huggingface.KindOf(err) != huggingface.KindElsewhere {
					t.Errorf("%s, %s: %v", huggingface.ErrorCode(err), huggingface.KindOf(err), err)
				}
				if text := err.Error(); strings.Contains(text, "password") || strings.Contains(text, secret) {
					t.Error(text)
				}
				if n := len(hub.Requests()); n != 1 {
					t.Errorf("%d requests to the Hub", n)
				}
			})
		}
	}
	if n := arrived.Load(); n != 0 {
		t.Errorf("%d requests arrived elsewhere", n)
	}
}

func TestARedirectAtHomeIsFollowed(t *testing.T) {
	hub := acme(hubtest.Members(20, 1))
	server := httptest.NewServer(hub)
	defer server.Close()
	hub.Fault(hubtest.Match{Times: 1}, hubtest.Redirect(http.StatusFound, "/api/organizations/acme/members?limit=500"))
	client := newClient(t, huggingface.StaticToken(secret, "the test"), huggingface.WithEndpoint(server.URL))
	members, err := list(t.Context(), client)
	if err != nil || len(members) != 20 {
		t.Fatalf("%d members: %v", len(members), err)
	}
	requests := hub.Requests()
	if len(requests) != 2 || requests[1].Token != secret {
		t.Errorf("%d requests", len(requests))
	}
}

func TestRedirectsInACircleFail(t *testing.T) {
	hub := acme(nil)
	hub.Fault(hubtest.Match{}, hubtest.Redirect(http.StatusFound, "/api/organizations/acme/members?limit=500"))
	err := mustFail(t, dial(t, hub))
	if huggingface.ErrorCode(err) != huggingface.CodeResponse || !strings.Contains(err.Error(), "redirects") {
		t.Error(err)
	}
	if n := len(hub.Requests()); n != 6 {
		t.Errorf("%d requests", n)
	}
}

func TestARedirectToNowhereFails(t *testing.T) {
	hub := acme(nil)
	hub.Fault(hubtest.Match{}, hubtest.Redirect(http.StatusFound, "http://hub.test:port/"))
	err := mustFail(t, dial(t, hub))
	if huggingface.ErrorCode(err) != huggingface.CodeResponse || len(hub.Requests()) != 1 {
		t.Errorf("%d requests: %v", len(hub.Requests()), err)
	}
}

func TestEndpoints(t *testing.T) {
	for _, good := range []string{"https://huggingface.co", "https://huggingface.co/", "http://127.0.0.1:8080", "https://proxy.test/hub", "https://proxy.test/api/hub", "https://proxy.test/myapi", "https://proxy.test/hub@1"} {
		if _, err := huggingface.ParseEndpoint(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for bad, says := range map[string]string{
		"":                                   `""`,
		"huggingface.co":                     `"huggingface.co": must be an http or https URL such as https://huggingface.co`,
		"ftp://huggingface.co":               `"ftp://huggingface.co"`,
		"https://":                           `"https://"`,
		"https://hub.test:port":              `"https://hub.test:port"`,
		"https://user:secret@huggingface.co": "must not have a user or password",
		"user:secret@huggingface.co":         "must not have a user or password",
		"https://huggingface.co?x=secret":    "must not have a query",
		"https://huggingface.co#secret":      "must not have a query or fragment",
		"https://huggingface.co/api":         `must not end with /api`,
		"https://proxy.test/hub/api/":        `must not end with /api`,
	} {
		if _, err := huggingface.ParseEndpoint(bad); err == nil || strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// Plain HTTP on a port that speaks TLS says so, whatever the server answers.
func TestPlainHTTPOnAnHTTPSPort(t *testing.T) {
	hub := acme(hubtest.Members(3, 1))
	secure := hubtest.NewTLSServer(hub)
	defer secure.Close()
	plain := hubtest.NewServer(hub)
	defer plain.Close()
	for name, row := range map[string]struct {
		endpoint, code string
		fault          hubtest.Fault
	}{
		"Go":         {"http" + strings.TrimPrefix(secure.URL, "https"), "400", nil},
		"nginx":      {plain.URL, "400", hubtest.Foreign("nginx", 400, "text/html", "<center>The plain HTTP request was sent to HTTPS port</center>")},
		"an alert":   {plain.URL, "connection", hubtest.Raw("\x15\x03\x01\x00\x02\x02\x46")},
		"in reverse": {"https" + strings.TrimPrefix(plain.URL, "http"), "connection", nil},
	} {
		end := func() {}
		if row.fault != nil {
			end = hub.Fault(hubtest.Match{}, row.fault)
		}
		transport := &http.Transport{}
		err := mustFail(t, newClient(t, huggingface.StaticToken(secret, "the test"), huggingface.WithEndpoint(row.endpoint), huggingface.WithHTTPClient(&http.Client{Transport: transport})))
		transport.CloseIdleConnections()
		end()
		if huggingface.ErrorCode(err) != row.code || huggingface.KindOf(err) != huggingface.KindPlainHTTP {
			t.Errorf("%s: %s, %s: %v", name, huggingface.ErrorCode(err), huggingface.KindOf(err), err)
		}
	}
}

// A path of the endpoint stays in front of the API's.
func TestAnEndpointMayHaveAPath(t *testing.T) {
	hub := acme(hubtest.Members(3, 1))
	server := httptest.NewServer(http.StripPrefix("/hub", hub))
	defer server.Close()
	client := newClient(t, huggingface.StaticToken(secret, "the test"), huggingface.WithEndpoint(server.URL+"/hub/"))
	if members, err := list(t.Context(), client); err != nil || len(members) != 3 {
		t.Errorf("%d members: %v", len(members), err)
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for name, option := range map[string]huggingface.Option{
		"page size 9":     huggingface.WithPageSize(9),
		"page size 10001": huggingface.WithPageSize(10001),
		"no timeout":      huggingface.WithRequestTimeout(0),
		"no endpoint":     huggingface.WithEndpoint(""),
		"no client":       huggingface.WithHTTPClient(nil),
	} {
		if _, err := huggingface.NewClient(huggingface.NoToken(), option); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := huggingface.NewClient(nil); err == nil {
		t.Error("no source: no error")
	}
}
