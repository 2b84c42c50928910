package check_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// A failure of each sort is diagnosed. (The tests of internal/test/faults hold
// the kind of every failure there is.)
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
		"token pending":                  {all, hubtest.Status(403, hubtest.MessagePending), "403", huggingface.KindTokenPending},
		"not an admin, says the message": {all, hubtest.Status(403, "You must be an admin of the organization"), "403", huggingface.KindForbidden},
		"rate limit":                     {all, hubtest.RateLimited(0, time.Minute), "429", huggingface.KindRateLimited},
		"HTML of a gateway":              {third, hubtest.HTML(502), "502", huggingface.KindNotHub},
		"silence":                        {all, hubtest.Hang(), "timeout", huggingface.KindTimeout},
		"slow body":                      {third, hubtest.SlowBody(1, time.Second), "timeout", huggingface.KindTimeout},
		"reset":                          {all, hubtest.Reset(), "connection", huggingface.KindConnection},
		"cut JSON":                       {third, hubtest.ShortBody(100), "response", huggingface.KindResponse},
		"redirect elsewhere":             {all, hubtest.Redirect(302, "https://evil.example/"), "response", huggingface.KindElsewhere},
	} {
		t.Run(name, func(t *testing.T) {
			hub := acme()
			hub.Fault(row.match, row.fault)
			synctest.Test(t, func(t *testing.T) { expectFailure(t, hub, token(), row.code, row.kind) })
		})
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
				expectFailure(t, hub, row.source, row.code, row.kind)
			})
		})
	}
}

// expectFailure checks acme, in a bubble, and expects one failure, with advice
// and without the token in it.
func expectFailure(t *testing.T, hub *hubtest.Hub, source huggingface.TokenSource, code string, kind huggingface.Kind) {
	t.Helper()
	var network rig.Network
	server := &http.Server{Handler: hub}
	t.Cleanup(func() { _ = server.Close() })
	l := network.Listen("hub.test:80")
	go func() { _ = server.Serve(l) }() // Its error is that it was closed.
	client := huggingface.WithHTTPClient(&http.Client{Transport: &http.Transport{DialContext: network.Dial, DisableKeepAlives: true}})
	o := run(t.Context(), subject(t, "http://hub.test", "acme", source, client))
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
