package config_test

import (
	"path/filepath"
	"strings"
	"testing"

	"huggingface_exporter/internal/config"
)

// secret stands wherever someone may have put it by mistake.
const secret = "hf_SECRET"

// Each row is a whole file and its whole error, behind the path.
func TestErrors(t *testing.T) {
	const acme = "organizations:\n  - name: acme\n"
	for name, row := range map[string]struct{ text, want string }{
		// Not the form of the file.
		"empty":         {"", ": the file is empty: it needs the key organizations, a list with a name in each item"},
		"only comments": {"# nothing\n", ": the file is empty: it needs the key organizations, a list with a name in each item"},
		"a list":        {"- name: acme\n", ":1: expected keys with values, such as organizations"},
		"tabs":          {"organizations:\n\t- name: acme\n", ":2: there is a tab: YAML is indented with spaces"},
		"no YAML":       {"organizations: [\n", ":1: it is not YAML: did not find expected node content"},
		"open quote":    {acme + "    authorization: {credentials: '" + secret + "}\n", ":3: it is not YAML: found unexpected end of stream"},
		"documents":     {acme + "---\n" + acme, ": the file has more than one document: remove the line --- and what follows it"},

		// Keys.
		"unknown at the top": {"scrape_intervall: 5m\n" + acme, ":1: unknown key scrape_intervall: at the top are scrape_interval, scrape_timeout and organizations"},
		"unknown":            {acme + "    seats: 5\n", ":3: unknown key seats: see docs/configuration.md for those of an organization and of its HTTP settings"},
		"unknown, nested":    {acme + "    authorization:\n      token_file: x\n", ":4: unknown key token_file"},
		"twice":              {acme + "    name: globex\n", ":3: the key is there already, in line 2"},

		// Organizations.
		"none":            {"organizations:\n", ":1: organizations: it must be a list with at least one organization, each with a name"},
		"no list":         {"organizations: acme\n", ":1: organizations: expected a list of organizations, each beginning with - name"},
		"no keys":         {"organizations:\n  - acme\n", ":2: organizations: expected keys with values, such as name"},
		"empty item":      {acme + "  -\n", ":3: organizations[1]: it is empty: give it a name, or remove it"},
		"name missing":    {"organizations:\n  - seat_limit: 5\n", ":2: organizations[0].name: the name of an organization is missing"},
		"address as name": {"organizations:\n  - name: huggingface.co/acme\n", `:2: organizations[0].name: "huggingface.co/acme" is no name of an organization: give only the last part of its address, as in https://huggingface.co/NAME`},
		"case differs":    {acme + "  - name: Acme\n", ":3: organizations[1].name: acme and Acme are the same organization (first as organizations[0]): names are unique regardless of case, list each organization once"},
		"named twice":     {acme + "  - name: globex\n  - name: acme\n", ":4: organizations[2].name: acme is listed twice (first as organizations[0]): list each organization once"},

		// Numbers and times.
		"seats below zero":         {acme + "    seat_limit: -1\n", ":3: organizations[0].seat_limit: it must be the number of seats in the contract, a whole number from 1; leave it out where there is no limit"},
		"no seats":                 {acme + "    seat_limit: 0\n", ":3: organizations[0].seat_limit: it must be the number of seats in the contract, a whole number from 1; leave it out where there is no limit"},
		"half a seat":              {acme + "    seat_limit: 2.5\n", ":3: organizations[0].seat_limit: it must be the number of seats in the contract, a whole number from 1; leave it out where there is no limit"},
		"interval zero":            {acme + "    scrape_interval: 0s\n", ":3: organizations[0].scrape_interval: must be longer than zero (for example 30s or 5m)"},
		"interval below zero":      {"scrape_interval: -5m\n" + acme, ":1: scrape_interval: not a valid duration (for example 30s, 5m or 1h30m)"},
		"interval without unit":    {"scrape_interval: 5\n" + acme, ":1: scrape_interval: not a valid duration (for example 30s, 5m or 1h30m)"},
		"interval beyond stale":    {acme + "    scrape_interval: 2h\n", ":3: organizations[0].scrape_interval: must not be longer than --scrape.staleness (1h), or metrics would expire between two scrapes; raise it, or disable expiry with 0"},
		"timeout over":             {acme + "    scrape_timeout: 6m\n", ":3: organizations[0].scrape_timeout: must not be longer than the scrape interval (5m): scrapes of one organization never overlap"},
		"timeout over, at the top": {"scrape_interval: 1m\nscrape_timeout: 2m\n" + acme, ":2: scrape_timeout: must not be longer than the scrape interval (1m): scrapes of one organization never overlap"},

		// Tokens.
		"token alone":       {acme + "    authorization: " + secret + "\n", ":3: authorization: expected keys with values, such as credentials_file"},
		"token in a list":   {acme + "    authorization:\n      credentials: [" + secret + "]\n", ":4: the value does not fit"},
		"token as key":      {acme + "    authorization:\n      " + secret + ": x\n", ":4: unknown key (not shown)"},
		"token with space":  {acme + "    authorization: {credentials: \"" + secret + " x\"}\n", ":3: organizations[0].authorization: no usable token in authorization.credentials of acme: byte 10 of it cannot be sent in a header (a token is one word of ASCII)"},
		"two tokens":        {acme + "    authorization: {credentials: " + secret + ", credentials_file: token}\n", ":2: organizations[0]: at most one of authorization credentials & credentials_file must be configured"},
		"no token":          {acme + "    authorization: {}\n", ":3: organizations[0].authorization: it needs credentials_file, the path of a file that holds the token"},
		"secret manager":    {acme + "    authorization: {credentials_ref: x}\n", ":3: organizations[0].authorization.credentials_ref: there is no manager of secrets here: use credentials_file"},
		"no bearer":         {acme + "    authorization:\n      type: Basic\n      credentials: " + secret + "\n", ":4: organizations[0].authorization.type: it must be Bearer, which is the default: the Hub takes nothing else"},
		"file missing":      {acme + "    authorization: {credentials_file: missing}\n", ":3: organizations[0].authorization: no usable token in the file DIR/missing: open DIR/missing: no such file or directory"},
		"file empty":        {acme + "    authorization: {credentials_file: empty}\n", ":3: organizations[0].authorization: no usable token in the file DIR/empty: there is no token in it"},
		"file is directory": {acme + "    authorization: {credentials_file: directory}\n", ":3: organizations[0].authorization: no usable token in the file DIR/directory: read DIR/directory: is a directory"},
		"basic_auth":        {acme + "    basic_auth: {username: x, password: " + secret + "}\n", ":3: organizations[0].basic_auth: the Hub takes bearer tokens only: use authorization with credentials_file"},
		"oauth2":            {acme + "    oauth2: {client_id: x, client_secret: " + secret + ", token_url: 'http://x'}\n", ":3: organizations[0].oauth2: the Hub takes bearer tokens only: use authorization with credentials_file"},

		// HTTP settings.
		"redirects":        {acme + "    follow_redirects: false\n", ":3: organizations[0].follow_redirects: redirects within the endpoint's own host are always followed, others never: leave it out"},
		"proxy":            {acme + "    proxy_url: 'http://user:" + secret + "@:::'\n", ":3: proxy_url: it is no address such as http://proxy:3128"},
		"proxy, no scheme": {acme + "    proxy_url: proxy\n", ":3: proxy_url: it is no address such as http://proxy:3128"},
		"header":           {acme + "    http_headers: {Authorization: {secrets: [" + secret + "]}}\n", `:2: organizations[0]: setting header "Authorization" is not allowed`},
		"CA missing":       {acme + "    tls_config: {ca_file: missing}\n", ":3: organizations[0].tls_config: unable to read CA cert: unable to read file DIR/missing: open DIR/missing: no such file or directory"},
		"CA is none":       {acme + "    tls_config: {ca_file: token}\n", ":3: organizations[0].tls_config: unable to use specified CA cert file DIR/token"},
		"no key":           {acme + "    tls_config: {cert_file: token}\n", ":2: organizations[0]: exactly one of key or key_file must be configured when a client certificate is configured"},
		"not yes or no":    {acme + "    enable_http2: maybe\n", ":3: enable_http2: expected true or false"},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, row.text)
			organizations, err := config.Load(path, defaults)
			if err == nil {
				t.Fatalf("it is accepted: %+v", organizations)
			}
			want := path + strings.ReplaceAll(row.want, "DIR", filepath.Dir(path))
			// Which call of the system noticed it first is nobody's business.
			if got := strings.ReplaceAll(err.Error(), ": stat /", ": open /"); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if strings.Contains(err.Error(), secret) {
				t.Error("it shows the secret")
			}
		})
	}
}

// Whoever wrote a file wants to know all that is wrong with it.
func TestErrorsAreToldTogether(t *testing.T) {
	path := write(t, "scrape_interval: never\norganizations:\n  - name: acme\n    seat_limit: 0\n  - name: acme\n")
	_, err := config.Load(path, defaults)
	if err == nil {
		t.Fatal("it is accepted")
	}
	var at []string
	for line := range strings.SplitSeq(err.Error(), "\n") {
		key, _, _ := strings.Cut(strings.TrimPrefix(line, path), ": ")
		at = append(at, key)
	}
	if got := strings.Join(at, " "); got != ":1 :4 :5" {
		t.Errorf("errors in lines %s:\n%s", got, err)
	}
}

func TestFileCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{
		dir:                               "is a directory",
		filepath.Join(dir, "missing.yml"): "no such file or directory",
	} {
		if _, err := config.Load(path, defaults); err == nil || !strings.Contains(err.Error(), path) || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
