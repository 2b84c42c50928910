package collector

import (
	"bytes"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"

	"huggingface_exporter/exposition"
	"huggingface_exporter/huggingface"
)

// Every change is seen at once, whatever text was kept before it.
func TestCountersAreNeverBehind(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*counters)
		says   string
	}{
		"scrape began":   {(*counters).scrapeBegan, `huggingface_scrapes_total{organization="acme"} 1`},
		"scrape ended":   {func(c *counters) { c.scrapeEnded(time.Second) }, `huggingface_scrape_duration_seconds_sum{organization="acme"} 1`},
		"scrape failed":  {func(c *counters) { c.scrapeFailed("403") }, `huggingface_scrape_errors_total{code="403",organization="acme"} 1`},
		"account failed": {func(c *counters) { c.accountFailed("429") }, `huggingface_account_errors_total{code="429",organization="acme"} 1`},
		"request":        {func(c *counters) { c.attempt(huggingface.Attempt{Code: "200"}) }, `huggingface_api_requests_total{code="200",organization="acme"} 1`},
		"how long":       {func(c *counters) { c.attempt(huggingface.Attempt{Code: "200"}) }, `huggingface_api_request_duration_seconds_count{organization="acme"} 1`},
		"joined":         {func(c *counters) { c.churn(churn{joined: 3}) }, `huggingface_organization_members_joined_total{organization="acme"} 3`},
		"left":           {func(c *counters) { c.churn(churn{left: 2}) }, `huggingface_organization_members_left_total{organization="acme"} 2`},
		"role changed": {func(c *counters) { c.churn(churn{changed: map[roleChange]int{{roleRead, roleAdmin}: 1}}) },
			`huggingface_organization_role_changes_total{from="read",organization="acme",to="admin"} 1`},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCounters("acme")
			c.start(true)
			line := []byte("\n" + test.says + "\n")
			if text := c.text(t); bytes.Contains(text, line) {
				t.Fatalf("%s before the change:\n%s", test.says, text)
			}
			test.change(c)
			if text := c.text(t); !bytes.Contains(text, line) {
				t.Errorf("no %s after the change:\n%s", test.says, text)
			}
		})
	}
}

func (c *counters) text(t *testing.T) []byte {
	t.Helper()
	text, err := exposition.Parts{c.series.Load()}.Text(expfmt.TypeTextPlain)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := text.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
