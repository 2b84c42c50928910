package check_test

import (
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/check"
)

// A failure is told with its code, its kind and advice, and without the token.
// (The tests of internal/test/faults hold the kind of every failure there is.)
func TestFailures(t *testing.T) {
	for name, row := range map[string]struct {
		source huggingface.TokenSource
		fault  hubtest.Fault // nil for none
		code   string
		kind   huggingface.Kind
	}{
		"no file":         {huggingface.TokenFile("/nonexistent/token"), nil, "token", huggingface.KindTokenSource},
		"two words":       {huggingface.StaticToken("two words", "HF_TOKEN"), nil, "token", huggingface.KindTokenSource},
		"nobody's":        {huggingface.StaticToken("hf_nobodys", "HF_TOKEN"), nil, "401", huggingface.KindTokenInvalid},
		"no token at all": {huggingface.NoToken(), hubtest.Status(401, "Authorization required"), "401", huggingface.KindTokenMissing},
		"token pending":   {token(), hubtest.Status(403, hubtest.MessagePending), "403", huggingface.KindTokenPending},
		// The account says that the owner is one.
		"not an admin, says the message": {token(), hubtest.Status(403, "You must be an admin of "+secret), "403", huggingface.KindForbidden},
		"redirect elsewhere":             {token(), hubtest.Redirect(302, "https://evil.example/"), "response", huggingface.KindElsewhere},
	} {
		t.Run(name, func(t *testing.T) {
			hub := acme()
			if row.fault != nil {
				hub.Fault(hubtest.Match{Path: "members"}, row.fault)
			}
			o := run(t.Context(), subject(t, serve(t, hub), "acme", row.source))
			if o.OK || o.Members != nil || o.Fields != nil {
				t.Errorf("it is well, or has numbers: %+v", o)
			}
			if got := kinds(o, check.Failure); !slices.Equal(got, []huggingface.Kind{row.kind}) {
				t.Fatalf("diagnosed %q, want %q (%+v)", got, row.kind, o.Problems)
			}
			p := o.Problems[0]
			if p.Code != row.code || p.Message == "" || p.Cause == "" || len(p.Steps) == 0 {
				t.Errorf("want code %s, a message, a cause and steps: %+v", row.code, p)
			}
			if text := strings.Join(append(p.Steps, p.Message, p.Cause), " "); strings.Contains(text, secret) {
				t.Errorf("the token is in %q", text)
			}
		})
	}
}
