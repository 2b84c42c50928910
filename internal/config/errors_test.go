package config_test

import (
	"path/filepath"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
)

// secret stands wherever someone may have put it by mistake.
const secret = "hf_SECRET"

// row is a file, and the error that follows its path.
type row struct{ text, want string }

const acmeEntry = "organizations:\n  - name: acme\n"

// Each row is a whole file and its whole error, behind the path.
func TestErrorsOfForm(t *testing.T) {
	testErrors(t, map[string]row{
		"empty":         {"", ": empty file: must contain the key organizations, a list with a name in each item"},
		"only comments": {"# nothing\n", ": empty file: must contain the key organizations, a list with a name in each item"},
		"a list":        {"- name: acme\n", ":1: expected keys with values, such as organizations"},
		"tabs":          {"organizations:\n\t- name: acme\n", ":2: tab found: indent YAML with spaces"},
		"no YAML":       {"organizations: [\n", ":1: invalid YAML: did not find expected node content"},
		"open quote":    {acmeEntry + "    authorization: {credentials: '" + secret + "}\n", ":3: invalid YAML: found unexpected end of stream"},
		"documents":     {acmeEntry + "---\n" + acmeEntry, ": more than one YAML document: remove the line --- and what follows it"},
	})
}

func TestErrorsOfKeys(t *testing.T) {
	testErrors(t, map[string]row{
		"unknown at the top":  {"scrape_intervall: 5m\n" + acmeEntry, ":1: unknown key scrape_intervall (did you mean scrape_interval?)"},
		"unknown":             {acmeEntry + "    seats: 5\n", ":3: unknown key seats: must be one of authorization, directory_file, enable_http2, follow_redirects, http_headers, name, no_proxy, page_size, proxy_connect_header, proxy_from_environment, proxy_url, scrape_interval, scrape_timeout, seat_currency, seat_limit, seat_price, tls_config"},
		"unknown, nested":     {acmeEntry + "    authorization:\n      token_file: x\n", ":4: unknown key token_file: must be one of credentials, credentials_file, type"},
		"near, nested":        {acmeEntry + "    authorization:\n      credential_file: x\n", ":4: unknown key credential_file (did you mean credentials_file?)"},
		"near, in camel case": {acmeEntry + "    seatLimit: 5\n", ":3: unknown key seatLimit (did you mean seat_limit?)"},
		"near, in TLS":        {acmeEntry + "    tls_config:\n      ca-file: x\n", ":4: unknown key ca-file (did you mean ca_file?)"},
		"near, merged":        {acmeEntry + "    tls_config: &tls {min_version: TLS12}\n  - name: globex\n    tls_config:\n      <<: *tls\n      server_nam: x\n", ":7: unknown key server_nam (did you mean server_name?)"},
		"twice":               {acmeEntry + "    name: globex\n", ":3: duplicate key, first set in line 2"},
	})
}

func TestErrorsOfOrganizations(t *testing.T) {
	testErrors(t, map[string]row{
		"none":            {"organizations:\n", ":1: organizations: must be a list of at least one organization, each with a name"},
		"no list":         {"organizations: acme\n", ":1: organizations: expected a list of organizations, each beginning with - name"},
		"no keys":         {"organizations:\n  - acme\n", ":2: organizations: expected keys with values, such as name"},
		"empty item":      {acmeEntry + "  -\n", ":3: organizations[1]: empty item: add a name, or remove it"},
		"name missing":    {"organizations:\n  - seat_limit: 5\n", ":2: organizations[0].name: the organization name is missing"},
		"address as name": {"organizations:\n  - name: huggingface.co/acme\n", `:2: organizations[0].name: invalid organization name "huggingface.co/acme": must be only the last part of its address, as in https://huggingface.co/NAME`},
		"case differs":    {acmeEntry + "  - name: Acme\n", ":3: organizations[1].name: acme and Acme are the same organization (first as organizations[0]): names are unique regardless of case, list each organization once"},
		"named twice":     {acmeEntry + "  - name: globex\n  - name: acme\n", ":4: organizations[2].name: acme is listed twice (first as organizations[0]): list each organization once"},
	})
}

func TestErrorsOfNumbers(t *testing.T) {
	testErrors(t, map[string]row{
		"seats below zero":         {acmeEntry + "    seat_limit: -1\n", ":3: organizations[0].seat_limit: must be the number of seats in the contract, a whole number of at least 1; remove the key if there is no limit"},
		"no seats":                 {acmeEntry + "    seat_limit: 0\n", ":3: organizations[0].seat_limit: must be the number of seats in the contract, a whole number of at least 1; remove the key if there is no limit"},
		"half a seat":              {acmeEntry + "    seat_limit: 2.5\n", ":3: organizations[0].seat_limit: must be the number of seats in the contract, a whole number of at least 1; remove the key if there is no limit"},
		"page size":                {acmeEntry + "    page_size: 5\n", ":3: organizations[0].page_size: must be auto or a whole number from 10 to 10000"},
		"no price":                 {acmeEntry + "    seat_price: free\n", ":3: organizations[0].seat_price: must be the price per seat and month, a number above 0 such as 20 or 19.90, without a currency"},
		"endless price":            {acmeEntry + "    seat_price: .inf\n", ":3: organizations[0].seat_price: must be the price per seat and month, a number above 0 such as 20 or 19.90, without a currency"},
		"price with currency":      {acmeEntry + "    seat_price: $20\n", ":3: organizations[0].seat_price: must be the price per seat and month, a number above 0 such as 20 or 19.90, without a currency"},
		"currency":                 {acmeEntry + "    seat_price: 20\n    seat_currency: usd\n", ":4: organizations[0].seat_currency: must be a currency code of three capital letters (ISO 4217), such as USD or EUR"},
		"no currency":              {acmeEntry + "    seat_price: 20\n    seat_currency: ''\n", ":4: organizations[0].seat_currency: must be a currency code of three capital letters (ISO 4217), such as USD or EUR"},
		"currency without a price": {acmeEntry + "    seat_currency: EUR\n", ":3: organizations[0].seat_currency: requires seat_price"},
		"interval zero":            {acmeEntry + "    scrape_interval: 0s\n", ":3: organizations[0].scrape_interval: must be longer than zero (for example 30s or 5m)"},
		"interval below zero":      {"scrape_interval: -5m\n" + acmeEntry, ":1: scrape_interval: not a valid duration (for example 30s, 5m or 1h30m)"},
		"interval without unit":    {"scrape_interval: 5\n" + acmeEntry, ":1: scrape_interval: not a valid duration (for example 30s, 5m or 1h30m)"},
		"interval beyond stale":    {acmeEntry + "    scrape_interval: 2h\n", ":3: organizations[0].scrape_interval: must not be longer than --scrape.staleness (1h), or metrics would expire between two scrapes; raise it, or disable expiry with 0"},
		"timeout over":             {acmeEntry + "    scrape_timeout: 6m\n", ":3: organizations[0].scrape_timeout: must not be longer than the scrape interval (5m): scrapes of one organization never overlap"},
		"timeout over, at the top": {"scrape_interval: 1m\nscrape_timeout: 2m\n" + acmeEntry, ":2: scrape_timeout: must not be longer than the scrape interval (1m): scrapes of one organization never overlap"},
	})
}

func TestErrorsOfTokens(t *testing.T) {
	testErrors(t, map[string]row{
		"token alone":       {acmeEntry + "    authorization: " + secret + "\n", ":3: authorization: expected keys with values, such as credentials_file"},
		"token in a list":   {acmeEntry + "    authorization:\n      credentials: [" + secret + "]\n", ":4: invalid value"},
		"token as key":      {acmeEntry + "    authorization:\n      " + secret + ": x\n", ":4: unknown key (not shown): must be one of credentials, credentials_file, type"},
		"token with space":  {acmeEntry + "    authorization: {credentials: \"" + secret + " x\"}\n", ":3: organizations[0].authorization: no usable token in authorization.credentials of acme: it must contain only the token, on one line"},
		"two tokens":        {acmeEntry + "    authorization: {credentials: " + secret + ", credentials_file: token}\n", ":2: organizations[0]: at most one of authorization credentials & credentials_file must be configured"},
		"no token":          {acmeEntry + "    authorization: {}\n", ":3: organizations[0].authorization: must have credentials_file, the path of a file that contains the token"},
		"secret manager":    {acmeEntry + "    authorization: {credentials_ref: x}\n", ":3: organizations[0].authorization.credentials_ref: there is no secret manager here: use credentials_file"},
		"no bearer":         {acmeEntry + "    authorization:\n      type: Basic\n      credentials: " + secret + "\n", ":4: organizations[0].authorization.type: must be Bearer, which is the default: the Hub accepts only bearer tokens"},
		"file missing":      {acmeEntry + "    authorization: {credentials_file: missing}\n", ":3: organizations[0].authorization: no usable token in the file DIR/missing: open DIR/missing: no such file or directory"},
		"file empty":        {acmeEntry + "    authorization: {credentials_file: empty}\n", ":3: organizations[0].authorization: no usable token in the file DIR/empty: there is no token in it"},
		"file is directory": {acmeEntry + "    authorization: {credentials_file: directory}\n", ":3: organizations[0].authorization: no usable token in the file DIR/directory: read DIR/directory: is a directory"},
		"basic_auth":        {acmeEntry + "    basic_auth: {username: x, password: " + secret + "}\n", ":3: organizations[0].basic_auth: the Hub accepts only bearer tokens: use authorization with credentials_file"},
		"oauth2":            {acmeEntry + "    oauth2: {client_id: x, client_secret: " + secret + ", token_url: 'http://x'}\n", ":3: organizations[0].oauth2: the Hub accepts only bearer tokens: use authorization with credentials_file"},
	})
}

func TestErrorsOfHTTP(t *testing.T) {
	testErrors(t, map[string]row{
		"redirects":        {acmeEntry + "    follow_redirects: false\n", ":3: organizations[0].follow_redirects: redirects within the endpoint's own host are always followed, others never: remove the key"},
		"proxy":            {acmeEntry + "    proxy_url: 'http://user:" + secret + "@:::'\n", ":3: proxy_url: not a valid proxy URL (for example http://proxy:3128); characters such as % or @ in a user or password must be percent-encoded"},
		"proxy, escape":    {acmeEntry + "    proxy_url: 'http://user:" + secret + "%ss@proxy:3128'\n", ":3: proxy_url: not a valid proxy URL (for example http://proxy:3128); characters such as % or @ in a user or password must be percent-encoded"},
		"proxy, alias":     {acmeEntry + "    no_proxy: &proxy 'http://user:" + secret + "%ss@proxy'\n    proxy_url: *proxy\n", ":4: proxy_url: not a valid proxy URL (for example http://proxy:3128); characters such as % or @ in a user or password must be percent-encoded"},
		"proxy, ftp":       {acmeEntry + "    proxy_url: ftp://proxy\n", ":3: proxy_url: not a valid proxy URL (for example http://proxy:3128); characters such as % or @ in a user or password must be percent-encoded"},
		"old bearer token": {acmeEntry + "    bearer_token: " + secret + "\n", ":3: organizations[0].bearer_token: the Hub accepts only bearer tokens: use authorization with credentials_file"},
		"CA of a manager":  {acmeEntry + "    tls_config: {ca_ref: x}\n", ":3: organizations[0].tls_config.ca_ref: there is no secret manager here: use ca_file"},
		"proxy, no scheme": {acmeEntry + "    proxy_url: proxy\n", ":3: proxy_url: not a valid proxy URL (for example http://proxy:3128); characters such as % or @ in a user or password must be percent-encoded"},
		"header":           {acmeEntry + "    http_headers: {Authorization: {secrets: [" + secret + "]}}\n", `:2: organizations[0]: setting header "Authorization" is not allowed`},
		"CA missing":       {acmeEntry + "    tls_config: {ca_file: missing}\n", ":3: organizations[0].tls_config.ca_file: open DIR/missing: no such file or directory"},
		"CA is none":       {acmeEntry + "    tls_config: {ca_file: token}\n", ":3: organizations[0].tls_config: unable to use specified CA cert file DIR/token"},
		"no key":           {acmeEntry + "    tls_config: {cert_file: token}\n", ":2: organizations[0]: exactly one of key or key_file must be configured when a client certificate is configured"},
		"not yes or no":    {acmeEntry + "    enable_http2: maybe\n", ":3: enable_http2: expected true or false"},
	})
}

func testErrors(t *testing.T, rows map[string]row) {
	t.Helper()
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			path := write(t, row.text)
			organizations, err := config.Load(path, defaults, new(huggingface.TokenFiles))
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
	_, err := config.Load(path, defaults, new(huggingface.TokenFiles))
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
