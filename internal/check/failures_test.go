package check_test

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/check"
)

// Every failure that the double can produce has a diagnosis of its own.
func TestDiagnosisOfWhatTheHubAnswers(t *testing.T) {
	all := hubtest.Match{Path: "members"}
	third := hubtest.Match{Path: "members", Page: 3}
	for name, row := range map[string]struct {
		match hubtest.Match
		fault hubtest.Fault
		code  string
		kind  huggingface.Kind
	}{
		"wrong token":                    {all, hubtest.Status(401, "Invalid credentials in Authorization header"), "401", huggingface.KindTokenInvalid},
		"plan":                           {all, hubtest.Status(402, "Payment required"), "402", huggingface.KindPlanRequired},
		"token pending":                  {all, hubtest.Status(403, "Token is pending approval by the organization"), "403", huggingface.KindTokenPending},
		"token denied":                   {all, hubtest.Status(403, "Token was denied approval"), "403", huggingface.KindTokenPending},
		"token revoked":                  {all, hubtest.Status(403, "Token has been revoked by the organization"), "403", huggingface.KindTokenRevoked},
		"classic token":                  {all, hubtest.Status(403, "This organization only allows fine-grained tokens"), "403", huggingface.KindTokenPolicy},
		"IP":                             {all, hubtest.Status(403, "Your IP address is not allowed"), "403", huggingface.KindIPRestricted},
		"SSO":                            {all, hubtest.Status(403, "SSO is required"), "403", huggingface.KindSSORequired},
		"MFA":                            {all, hubtest.Status(403, "Two-factor authentication is required"), "403", huggingface.KindMFARequired},
		"not an admin, says the message": {all, hubtest.Status(403, "You must be an admin of the organization"), "403", huggingface.KindForbidden},
		"not a member":                   {all, hubtest.Status(403, "Forbidden"), "403", huggingface.KindForbidden},
		"not found":                      {all, hubtest.Status(404, "Organization not found"), "404", huggingface.KindNotFound},
		"rate limit":                     {all, hubtest.RateLimited(0, time.Minute), "429", huggingface.KindRateLimited},
		"another rate limit":             {all, hubtest.RetryAfter(429, "60"), "429", huggingface.KindRateLimited},
		"408":                            {all, hubtest.Status(408, "slow"), "408", huggingface.KindHubError},
		"500":                            {third, hubtest.Status(500, "oops"), "500", huggingface.KindHubError},
		"HTML of a gateway":              {third, hubtest.HTML(502), "502", huggingface.KindNotHub},
		"teapot":                         {all, hubtest.Status(418, "short and stout"), "418", huggingface.KindUnexpected},
		"proxy on the way":               {all, hubtest.Status(407, "Proxy Authentication Required"), "407", huggingface.KindProxy},
		"silence":                        {all, hubtest.Hang(), "timeout", huggingface.KindTimeout},
		"silence on page 3":              {third, hubtest.Hang(), "timeout", huggingface.KindTimeout},
		"slow body":                      {third, hubtest.SlowBody(1, time.Second), "timeout", huggingface.KindTimeout},
		"reset":                          {all, hubtest.Reset(), "connection", huggingface.KindConnection},
		"reset in a body":                {third, hubtest.ResetAfter(100), "connection", huggingface.KindConnection},
		"truncated body":                 {third, hubtest.Truncate(100), "connection", huggingface.KindConnection},
		"cut chunks":                     {third, hubtest.Cut(100), "connection", huggingface.KindConnection},
		"cut JSON":                       {third, hubtest.ShortBody(100), "response", huggingface.KindResponse},
		"HTML as success":                {all, hubtest.HTML(200), "response", huggingface.KindNotHub},
		"object for array":               {all, hubtest.Body("application/json", []byte(`{"error":"no"}`)), "response", huggingface.KindResponse},
		"not gzip":                       {third, hubtest.ContentEncoding("gzip"), "response", huggingface.KindResponse},
		"looping cursor":                 {third, hubtest.LoopingCursor(), "response", huggingface.KindResponse},
		"cycle of cursors":               {all, hubtest.CursorLoop(3), "response", huggingface.KindResponse},
		"endless duplicates":             {all, hubtest.EndlessDuplicates(), "response", huggingface.KindResponse},
		"next link elsewhere":            {all, hubtest.NextLink(`<https://evil.example/api>; rel="next"`), "response", huggingface.KindElsewhere},
		"redirect elsewhere":             {all, hubtest.Redirect(302, "https://evil.example/"), "response", huggingface.KindElsewhere},
		"next link without form":         {all, hubtest.NextLink(`https://huggingface.co`), "response", huggingface.KindResponse},
	} {
		t.Run(name, func(t *testing.T) {
			hub := acme()
			hub.Fault(row.match, row.fault)
			synctest.Test(t, func(t *testing.T) { expectFailure(t, "http://hub.test", bubble(t, hub), token(), row.code, row.kind) })
		})
	}
}

// What goes wrong on the way to the Hub.
func TestDiagnosisOfTheWayToTheHub(t *testing.T) {
	proxy, err := url.Parse("http://proxy.test:3128")
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		transport func(*testing.T) http.RoundTripper
		kind      huggingface.Kind
	}{
		"proxy wants a password": {func(t *testing.T) http.RoundTripper {
			transport := bubble(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) }))
			transport.Proxy = http.ProxyURL(proxy)
			return transport
		}, huggingface.KindProxy},
		"no such host": {dialError(&net.DNSError{Err: "no such host", Name: "hub.test", IsNotFound: true}), huggingface.KindDNS},
		"refused":      {dialError(os.NewSyscallError("connect", syscall.ECONNREFUSED)), huggingface.KindRefused},
		"no route":     {dialError(os.NewSyscallError("connect", syscall.EHOSTUNREACH)), huggingface.KindConnection},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				expectFailure(t, "https://hub.test", row.transport(t), token(), "connection", row.kind)
			})
		})
	}
}

func dialError(err error) func(*testing.T) http.RoundTripper {
	return func(*testing.T) http.RoundTripper {
		return &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
		}}
	}
}

func TestDiagnosisOfAnUnknownCertificate(t *testing.T) {
	server := hubtest.NewTLSServer(acme())
	t.Cleanup(server.Close)
	o := run(t.Context(), subject(t, server.URL, "acme", token()))
	if got := kinds(o, check.Failure); !slices.Equal(got, []huggingface.Kind{huggingface.KindTLS}) {
		t.Errorf("diagnosed %q: %+v", got, o.Problems)
	}
}

// What is wrong before the Hub is asked, and with whom it knows.
func TestDiagnosisOfTheToken(t *testing.T) {
	for name, row := range map[string]struct {
		source huggingface.TokenSource
		code   string
		kind   huggingface.Kind
	}{
		"no file":     {huggingface.TokenFile("/nonexistent/token"), "token", huggingface.KindTokenSource},
		"two words":   {huggingface.StaticToken("two words", "HF_TOKEN"), "token", huggingface.KindTokenSource},
		"nobody's":    {huggingface.StaticToken("hf_nobodys", "HF_TOKEN"), "401", huggingface.KindTokenInvalid},
		"none at all": {huggingface.NoToken(), "401", huggingface.KindTokenMissing},
	} {
		t.Run(name, func(t *testing.T) {
			hub := acme()
			if name == "none at all" {
				hub.Fault(hubtest.Match{}, hubtest.Status(401, "Authorization required"))
			}
			synctest.Test(t, func(t *testing.T) {
				expectFailure(t, "http://hub.test", bubble(t, hub), row.source, row.code, row.kind)
			})
		})
	}
}

// expectFailure checks acme and expects one failure, with advice and without
// the token in it.
func expectFailure(t *testing.T, address string, transport http.RoundTripper, source huggingface.TokenSource, code string, kind huggingface.Kind) {
	t.Helper()
	http := huggingface.WithHTTPClient(&http.Client{Transport: transport})
	o := run(t.Context(), subject(t, address, "acme", source, http))
	if o.OK || o.Members != nil || o.Fields != nil {
		t.Errorf("it is well, or has numbers: %+v", o)
	}
	if got := kinds(o, "error"); !slices.Equal(got, []huggingface.Kind{kind}) {
		t.Fatalf("diagnosed %q, want %q (%+v)", got, kind, o.Problems)
	}
	p := o.Problems[0]
	if p.Code != code || p.Message == "" || p.Cause == "" || len(p.Steps) == 0 {
		t.Errorf("want code %s, a message, a cause and steps: %+v", code, p)
	}
	for _, text := range append(p.Steps, p.Message, p.Cause) {
		if strings.Contains(text, secret) {
			t.Errorf("the token is in %q", text)
		}
	}
}
