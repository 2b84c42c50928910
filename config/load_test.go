package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/config"
)

// defaults are those of the flags.
var defaults = config.Defaults{Interval: 5 * time.Minute, Staleness: time.Hour}

// write makes a directory with a configuration file and files for it to name,
// and returns the path of the former.
func write(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"exporter.yml": text, "token": "hf_of_acme\n", "empty": " \n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "directory"), 0o700); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "exporter.yml")
}

func load(t *testing.T, text string) []config.Organization {
	t.Helper()
	organizations, err := config.Load(write(t, text), defaults)
	if err != nil {
		t.Fatal(err)
	}
	return organizations
}

func TestLoad(t *testing.T) {
	got := load(t, `
scrape_interval: 10m
scrape_timeout: 2m
organizations:
  - name: acme
    authorization: {credentials_file: token}
    proxy_url: http://proxy:3128
    scrape_interval: 1m
    seat_limit: 250
  - name: globex
    scrape_timeout: 5m
  - name: Initech_2.0
    scrape_interval: 1h
    authorization: {type: Bearer, credentials: hf_of_initech}
`)
	for i, want := range []struct {
		name              string
		interval, timeout time.Duration
		seats             int
		proxy             string
	}{
		{"acme", time.Minute, time.Minute, 250, "http://proxy:3128"}, // the timeout of all gives way
		{"globex", 10 * time.Minute, 5 * time.Minute, 0, "<nil>"},
		{"Initech_2.0", time.Hour, 2 * time.Minute, 0, "<nil>"},
	} {
		o := got[i]
		if o.Name != want.name || o.Interval != want.interval || o.Timeout != want.timeout || o.SeatLimit != want.seats {
			t.Errorf("organization %d is %s, every %s, in at most %s, with %d seats; want %+v", i, o.Name, o.Interval, o.Timeout, o.SeatLimit, want)
		}
		proxy := "<nil>"
		if o.HTTP.ProxyURL.URL != nil {
			proxy = o.HTTP.ProxyURL.String()
		}
		if proxy != want.proxy || !o.HTTP.EnableHTTP2 || !o.HTTP.FollowRedirects {
			t.Errorf("%s: proxy %s, HTTP/2 %v", o.Name, proxy, o.HTTP.EnableHTTP2)
		}
	}
	if len(got) != 3 {
		t.Errorf("%d organizations", len(got))
	}
}

// What the file leaves out comes from the flags.
func TestDefaultsComeFromTheFlags(t *testing.T) {
	path := write(t, "organizations: [{name: acme}]")
	got, err := config.Load(path, config.Defaults{Interval: time.Minute, Timeout: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if got[0].Interval != time.Minute || got[0].Timeout != 20*time.Second {
		t.Errorf("every %s, in at most %s", got[0].Interval, got[0].Timeout)
	}
}

// Paths are relative to the file, wherever the process was started.
func TestTokenSources(t *testing.T) {
	got := load(t, `
organizations:
  - name: acme
    authorization: {credentials_file: token}
  - name: globex
    authorization: {credentials: hf_of_globex}
  - name: initech
`)
	for i, source := range []string{"/token", "authorization.credentials of globex"} {
		token, err := got[i].TokenSource().Token()
		if err != nil || token.IsZero() || !strings.HasSuffix(token.Source(), source) {
			t.Errorf("%s has %v from %q: %v", got[i].Name, token, token.Source(), err)
		}
	}
	if got[2].TokenSource() != nil {
		t.Error("an organization without authorization has a source of its own")
	}
}

// The example of the documentation is one that works.
func TestExample(t *testing.T) {
	text, err := os.ReadFile("../docs/configuration.example.yml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "exporter.yml"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"acme.token", "globex.token"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("hf_"+name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := config.Load(filepath.Join(dir, "exporter.yml"), defaults)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0].SeatLimit != 250 || got[0].Interval != time.Minute || got[2].TokenSource() != nil {
		t.Errorf("%+v", got)
	}
}
