//go:build acceptance

package process_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/internal/test/rig"
)

const year = 365 * 24 * time.Hour

// passwords has carol, whose password is carol123.
const passwords = "basic_auth_users: {carol: $2y$10$qRTBuFoULoYNA7AQ/F3ck.trZBPyjV64.oA4ZsSBCIWvXuvQlQTuu}\n"

// files writes a certificate, its key and the authority's certificate.
func files(t *testing.T, a *rig.Authority, c tls.Certificate) (certificate, key, ca string) {
	t.Helper()
	dir := t.TempDir()
	der, err := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		"tls.crt": pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Certificate[0]}),
		"tls.key": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}),
		"ca.crt":  a.PEM(),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "tls.crt"), filepath.Join(dir, "tls.key"), filepath.Join(dir, "ca.crt")
}

// guarded starts the demo with a --web.config.file.
func guarded(t *testing.T, text string) *process {
	t.Helper()
	path := filepath.Join(t.TempDir(), "web.yml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return start(t, "--demo", "--web.config.file="+path)
}

// ask asks a page with some settings; 0 means that there is no answer.
func ask(t *testing.T, url string, settings *tls.Config, user, password string) (int, http.Header) {
	t.Helper()
	transport := &http.Transport{TLSClientConfig: settings, DisableKeepAlives: true}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if user != "" {
		req.SetBasicAuth(user, password)
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return 0, nil
	}
	defer resp.Body.Close()
	return resp.StatusCode, resp.Header
}

var pages = []string{"/", "/metrics", "/-/healthy", "/-/ready", "/-/reload", "/nowhere"}

// Without the password there is nothing to see, on no page.
func TestBasicAuth(t *testing.T) {
	t.Parallel()
	p := guarded(t, passwords)
	for _, page := range pages {
		for name, test := range map[string]struct {
			user, password string
			refused        bool
		}{
			"nobody":         {"", "", true},
			"wrong password": {"carol", "carol124", true},
			"wrong user":     {"dave", "carol123", true},
			"right":          {"carol", "carol123", false},
		} {
			if got, _ := ask(t, p.url+page, nil, test.user, test.password); got == 0 || (got == http.StatusUnauthorized) != test.refused {
				t.Errorf("%s for %s: %d", page, name, got)
			}
		}
	}
}

// TLS is modern TLS or nothing.
func TestTLS(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	certificate, key, _ := files(t, a, a.Issue("127.0.0.1", -year, year))
	p := guarded(t, fmt.Sprintf("tls_server_config: {cert_file: %s, key_file: %s}\n", certificate, key))
	secure := strings.Replace(p.url, "http:", "https:", 1)
	for name, test := range map[string]struct {
		url      string
		settings *tls.Config
		want     int
	}{
		"trusted":     {secure, &tls.Config{RootCAs: a.Pool()}, 200},
		"TLS 1.2":     {secure, &tls.Config{RootCAs: a.Pool(), MaxVersion: tls.VersionTLS12}, 200},
		"TLS 1.1":     {secure, &tls.Config{RootCAs: a.Pool(), MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}, 0},
		"not trusted": {secure, &tls.Config{RootCAs: rig.NewAuthority(t).Pool()}, 0},
		"no TLS":      {p.url, nil, 400},
	} {
		if got, _ := ask(t, test.url+"/metrics", test.settings, "", ""); got != test.want {
			t.Errorf("%s: %d, want %d", name, got, test.want)
		}
	}
	if status, text := once(t, "healthcheck", "--url="+secure+"/-/healthy"); status != 0 {
		t.Errorf("the health check fails: %s", text)
	}
}

// Mutual TLS lets in whom the authority knows, and with a password who has one.
func TestMutualTLS(t *testing.T) {
	t.Parallel()
	a, another := rig.NewAuthority(t), rig.NewAuthority(t)
	certificate, key, ca := files(t, a, a.Issue("127.0.0.1", -year, year))
	p := guarded(t, fmt.Sprintf("tls_server_config: {cert_file: %s, key_file: %s, client_ca_file: %s, client_auth_type: RequireAndVerifyClientCert}\n", certificate, key, ca)+passwords)
	secure := strings.Replace(p.url, "http:", "https:", 1)
	with := func(certificates ...tls.Certificate) *tls.Config {
		return &tls.Config{RootCAs: a.Pool(), Certificates: certificates}
	}
	known := a.Issue("prometheus", -year, year)
	for name, test := range map[string]struct {
		settings *tls.Config
		password string
		want     int
	}{
		"no certificate": {with(), "carol123", 0},
		"a stranger's":   {with(another.Issue("prometheus", -year, year)), "carol123", 0},
		"an expired one": {with(a.Issue("prometheus", -year, -time.Hour)), "carol123", 0},
		"no password":    {with(known), "", 401},
		"both":           {with(known), "carol123", 200},
	} {
		if got, _ := ask(t, secure+"/metrics", test.settings, "carol", test.password); got != test.want {
			t.Errorf("%s: %d, want %d", name, got, test.want)
		}
	}
}

// All pages tell browsers to do as little as possible with them.
func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	p := start(t, "--demo")
	for _, page := range pages {
		_, header := ask(t, p.url+page, nil, "", "")
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
		} {
			if got := header.Get(name); !strings.HasPrefix(got, want) {
				t.Errorf("%s: %s is %q", page, name, got)
			}
		}
	}
}
