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
	organizations, err := config.Load(write(t, text), defaults, new(huggingface.TokenFiles))
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

// A value that several organizations share is written once.
func TestAliases(t *testing.T) {
	got := load(t, `
organizations:
  - &acme
    name: acme
    authorization: &token {credentials_file: token}
    proxy_url: &proxy http://proxy:3128
    scrape_interval: &interval 2m
    seat_limit: &seats 250
  - name: globex
    authorization: *token
    proxy_url: *proxy
    scrape_interval: *interval
    seat_limit: *seats
  - <<: *acme
    name: initech
`)
	for _, o := range got {
		if o.HTTP.ProxyURL.URL == nil || o.HTTP.ProxyURL.String() != "http://proxy:3128" || o.Interval != 2*time.Minute || o.SeatLimit != 250 || o.TokenSource == nil {
			t.Errorf("%+v", o)
		}
	}
	if len(got) != 3 {
		t.Errorf("%d organizations, want 3", len(got))
	}
}

// What the file leaves out comes from the flags.
func TestSeatsAndPages(t *testing.T) {
	path := write(t, `
organizations:
  - {name: acme, seat_price: 20, page_size: 2000}
  - {name: globex, seat_price: 19.90, seat_currency: EUR, page_size: auto, directory_file: staff.txt}
  - {name: initech, directory_file: /etc/staff.txt}
`)
	got, err := config.Load(path, config.Defaults{Interval: time.Minute, Timeout: 20 * time.Second, PageSize: 100, DirectoryFile: "everybody.txt"}, new(huggingface.TokenFiles))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		price     float64
		currency  string
		pageSize  int
		directory string
	}{
		{20, "USD", 2000, "everybody.txt"},
		{19.90, "EUR", config.AutoPageSize, filepath.Join(filepath.Dir(path), "staff.txt")},
		{0, "", 100, "/etc/staff.txt"},
	} {
		if o := got[i]; o.SeatPrice != want.price || o.SeatCurrency != want.currency || o.PageSize != want.pageSize || o.DirectoryFile != want.directory ||
			o.Interval != time.Minute || o.Timeout != 20*time.Second {
			t.Errorf("%+v, want %+v", o, want)
		}
	}
}

// The examples of the documentation are such that they work.
func TestExamples(t *testing.T) {
	full, err := os.ReadFile("../../docs/configuration.example.yml")
	if err != nil {
		t.Fatal(err)
	}
	document, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	_, short, _ := strings.Cut(string(document), "```yaml\nscrape_interval:")
	short, _, _ = strings.Cut(short, "```")
	for name, text := range map[string]string{"full": string(full), "short": "scrape_interval:" + short} {
		t.Run(name, func(t *testing.T) {
			path := write(t, text)
			for _, name := range []string{"acme", "globex"} {
				if err := os.WriteFile(filepath.Join(filepath.Dir(path), name+".token"), []byte("hf_of_"+name), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got, err := config.Load(path, defaults, new(huggingface.TokenFiles))
			if err != nil {
				t.Fatal(err)
			}
			if len(got) < 2 {
				t.Fatalf("%d organizations", len(got))
			}
			if acme := got[0]; acme.Name != "acme" || acme.SeatLimit != 250 || acme.Interval != time.Minute || acme.TokenSource == nil {
				t.Errorf("acme is %+v", acme)
			}
			if globex := got[1]; globex.Name != "globex" || globex.Interval != 5*time.Minute || globex.HTTP.ProxyURL.Host != "proxy.example.com:3128" {
				t.Errorf("globex is %+v", globex)
			}
		})
	}
}
