package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
)

// What is accepted can be polled, what is refused is refused in words that name
// the file, and neither takes the process down.
func FuzzConfig(f *testing.F) {
	const token = "hf_InTheFileAndNowhereElse"
	for _, seed := range []string{
		"organizations:\n- name: acme\n",
		"scrape_interval: 1m\nscrape_timeout: 30s\norganizations:\n- name: acme\n  authorization: {credentials: " + token + "}\n  seat_limit: 3\n",
		"organizations: [{name: a, authorization: {credentials: [" + token + "]}}, {name: a}]\n",
		"organizations:\n- &a {name: a}\n- <<: *a\n  name: b\n- *a\n",
		"organizations:\n\t- name: acme\n",
		"organizations:\n- name: acme\n  proxy_url: http://user:" + token + "@:x\n",
		"organizations:\n- name: acme\n  " + token + "\n",
		"organizations:\n- name: acme\n  tls_config: {ca: |\n    x, min_version: TLS99}\n",
		"--- {}\n--- {}\n", "null", "[]", "", "\xff", "a: &a [*a]", "{? [a] : b}", "!!binary x",
	} {
		f.Add(seed)
	}
	path := filepath.Join(f.TempDir(), "config.yml")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		organizations, err := config.Load(path, config.Defaults{Interval: 5 * time.Minute, Staleness: time.Hour}, new(huggingface.TokenFiles))
		if err != nil {
			if !strings.Contains(err.Error(), path) || len(organizations) != 0 {
				t.Errorf("%d organizations and the error %q", len(organizations), err)
			}
			// A token where a name should be is shown as a name.
			if strings.Contains(err.Error(), token) && !strings.Contains(err.Error(), "organization: ") {
				t.Errorf("the token is shown: %q", err)
			}
			return
		}
		seen := make(map[string]bool)
		for _, o := range organizations {
			if huggingface.CheckOrganization(o.Name) != nil || seen[o.Name] || o.Interval <= 0 || o.Interval > time.Hour ||
				o.Timeout <= 0 || o.Timeout > o.Interval || o.SeatLimit < 0 {
				t.Errorf("accepted: %+v", o)
			}
			seen[o.Name] = true
			if source := o.TokenSource; source != nil {
				if _, err := source.Token(t.Context()); err != nil {
					t.Errorf("accepted a token that is none: %v", err)
				}
			}
		}
		if len(organizations) == 0 {
			t.Error("accepted no organization at all")
		}
	})
}
