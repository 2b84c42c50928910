package faults_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

func whoami(organizations, auth string) hubtest.Fault {
	return hubtest.Body("application/json", []byte(`{"name":"ada","auth":`+auth+`,"orgs":`+organizations+`}`))
}

// What goes wrong with whoami makes no scrape fail. It is counted apart, and
// nothing is shown of an account that could not be read.
func TestAccountFaults(t *testing.T) {
	const auth = `{"accessToken":{"role":"read"},"expiresAt":"2000-02-03T04:05:06.000Z"}`
	acmeWith := func(field string) hubtest.Fault {
		return whoami(`[{"name":"acme","roleInOrg":"admin",`+field+`}]`, auth)
	}
	const end, plan, expiry, restricted = "huggingface_organization_subscription_end_timestamp_seconds", "huggingface_organization_plan_info",
		"huggingface_token_expiry_timestamp_seconds", "huggingface_organization_access_restricted"
	for name, test := range map[string]struct {
		fault hubtest.Fault
		code  string // "" where the answer is a good one
		shown []string
	}{
		"502":                  {fault: hubtest.HTML(502), code: "502"},
		"no answer":            {fault: hubtest.Hang(), code: "timeout"},
		"HTML":                 {fault: hubtest.HTML(200), code: "response"},
		"periodEnd as a text":  {fault: acmeWith(`"periodEnd":"2030-01-01"`), code: "response"},
		"periodEnd of 1e300":   {fault: acmeWith(`"periodEnd":1e300`), code: "response"},
		"null":                 {fault: acmeWith(`"periodEnd":null`), shown: []string{expiry}},
		"nothing but the name": {fault: whoami(`[{"name":"acme"}]`, `{}`)},
		"no organization":      {fault: whoami(`[]`, auth), shown: []string{expiry}},
		"null for all":         {fault: whoami(`null`, `null`)},
		"another organization": {fault: whoami(`[{"name":"globex","plan":"team","periodEnd":2e9}]`, auth), shown: []string{expiry}},
		"all":                  {fault: acmeWith(`"plan":"team","periodEnd":1893456000.5,"securityRestrictions":["sso"]`), shown: []string{expiry, end, plan, restricted}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := rig.New(t, rig.Options())
				o := acme(34, 2)
				r.Hub.SetOrganization(o)
				r.Hub.Fault(hubtest.Match{Path: "whoami"}, test.fault)
				r.Poll(r.Target("acme", huggingface.StaticToken(secret, "the test")))
				time.Sleep(rig.Timeout) // for whoami
				synctest.Wait()
				series := r.Series()
				if d := series.Data().Differences(rig.Truth(o, hubtest.Admin)); d != "" || series[rig.Key("huggingface_up", "organization", "acme")] != 1 {
					t.Errorf("the scrape suffers:%s", d)
				}
				for _, name := range []string{end, plan, expiry, restricted} {
					if got, want := len(series.Only(name)) > 0, slices.Contains(test.shown, name); got != want {
						t.Errorf("%s is shown: %t", name, got)
					}
				}
				const counter = "huggingface_collector_errors_total"
				if n := series.Sum(counter); (n > 0) != (test.code != "") || n != series[rig.Key(counter, "organization", "acme", "collector", "account", "code", test.code)] {
					t.Errorf("%v failures, want all with %q", n, test.code)
				}
			})
		})
	}
}
