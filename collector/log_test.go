package collector_test

import (
	"testing"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// A cause is explained when it is new. While it stays there is a short line for
// each scrape, and one line when it heals.
func TestLogOfAnOutage(t *testing.T) {
	explain := func(err error, _ *huggingface.Account) (string, string) {
		return "cause of " + huggingface.ErrorCode(err), "do this"
	}
	bubble(t, collector.Options{Explain: explain}, func(t *testing.T, f *fixture) {
		f.organizations("acme")
		f.apply(f.target("acme", "secret"))
		pass(2 * time.Minute) // to the slots, which are a minute apart
		if lines := f.logs.lines("level=info", `msg="First scrape completed"`, "organization=acme", "members=25", "pages=3"); len(lines) != 1 {
			t.Errorf("want one line of the first scrape, have %q", f.logs)
		}
		remove := f.Hub.Fault(hubtest.Match{}, hubtest.Status(403, "No"))
		pass(5 * time.Minute)
		f.want(map[string]float64{
			`huggingface_last_scrape_error{code="403",organization="acme"}`: 1,
			`huggingface_last_scrape_error{code="404",organization="acme"}`: absent,
		})
		remove()
		remove = f.Hub.Fault(hubtest.Match{}, hubtest.Status(404, "Nothing"))
		pass(2 * time.Minute)
		f.want(map[string]float64{
			`huggingface_last_scrape_error{code="403",organization="acme"}`: absent,
			`huggingface_last_scrape_error{code="404",organization="acme"}`: 1,
		})
		for _, test := range []struct {
			parts []string
			want  int
		}{
			{[]string{"level=error", `msg="Scrape failed"`, "code=403", `cause="cause of 403"`, `advice="do this"`}, 1},
			{[]string{"level=error", `msg="Scrape still failing"`, "code=403"}, 4},
			{[]string{"level=error", `msg="Scrape failed"`, "code=404", `cause="cause of 404"`}, 1},
			{[]string{"level=error", `msg="Scrape still failing"`, "code=404", "failures=7"}, 1},
			{[]string{`msg="Scrape still failing"`, "advice="}, 0},
		} {
			if lines := f.logs.lines(test.parts...); len(lines) != test.want {
				t.Errorf("%d lines with %q, want %d: %s", len(lines), test.parts, test.want, f.logs)
			}
		}
		remove()
		pass(3 * time.Minute)
		if lines := f.logs.lines("level=info", `msg="Scrape completed again"`, "failures=7", "members=25"); len(lines) != 1 {
			t.Errorf("want one line when it heals, have %q", f.logs)
		}
		f.want(map[string]float64{`huggingface_last_scrape_error{code="404",organization="acme"}`: absent})
	})
}
