package app_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/internal/test/rig"
)

var pages = []string{"/", "/metrics", "/-/healthy", "/-/ready", "/-/reload", "/nowhere"}

// The password of --web.config.file guards every page.
func TestPassword(t *testing.T) {
	// The hash is that of "password".
	path := write(t, filepath.Join(t.TempDir(), "web.yml"), "basic_auth_users:\n  prometheus: $2a$04$1eperO7VTC80G29AlZ5KjOxLKUxk/9U2apYbeIjBh.2AdHqn/HzZ.\n")
	p := start(t, nil, "--demo", "--web.config.file="+path)
	for _, page := range pages {
		for user, denied := range map[*url.Userinfo]bool{
			nil: true, url.UserPassword("prometheus", "wrong"): true, url.UserPassword("root", "password"): true, url.UserPassword("prometheus", "password"): false,
		} {
			req := getRequest(t, p.url+page)
			if user != nil {
				password, _ := user.Password()
				req.SetBasicAuth(user.Username(), password)
			}
			resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if (resp.StatusCode == http.StatusUnauthorized) != denied {
				t.Errorf("%s for %s is %d", page, user, resp.StatusCode)
			}
		}
	}
}

// When pages lose their protection, the log says so.
func TestWebFileChanges(t *testing.T) {
	const users = "basic_auth_users:\n  prometheus: $2a$04$1eperO7VTC80G29AlZ5KjOxLKUxk/9U2apYbeIjBh.2AdHqn/HzZ.\n"
	for name, row := range map[string]struct{ text, want string }{
		"emptied": {"", "basic_auth_users was removed: everybody can read all pages without a password"},
		"broken":  {"basic_auth_users: [\n", ":1: invalid YAML"},
		"no hash": {"basic_auth_users: {prometheus: hf_SECRET}\n", "the password of \\\"prometheus\\\" is not a bcrypt hash"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := write(t, filepath.Join(t.TempDir(), "web.yml"), users)
			p := start(t, nil, "--demo", "--web.config.file="+path)
			// The toolkit reads the file once more after it says that it listens,
			// and a wrong one would end the process there.
			p.request(http.MethodGet, "/")
			write(t, path, row.text)
			rig.Eventually(t, "the log warns", func() bool { return strings.Contains(p.stderr.String(), row.want) })
			for line := range strings.Lines(p.stderr.String()) {
				if strings.Contains(line, row.want) && (!strings.Contains(line, "level=warn") || !strings.Contains(line, path) || strings.Contains(line, "SECRET")) {
					t.Errorf("the line is %s", line)
				}
			}
			write(t, path, users)
			rig.Eventually(t, "the log says that it is over", func() bool { return strings.Contains(p.stderr.String(), "valid again") })
		})
	}
}

// With TLS, whom the authority vouches for may see the pages, and the demo
// prints an address that works.
func TestTLS(t *testing.T) {
	dir, authority := t.TempDir(), rig.NewAuthority(t)
	write(t, filepath.Join(dir, "ca.pem"), string(authority.PEM()))
	certificate(t, dir, "server", authority.Issue("localhost", -time.Hour, time.Hour))
	path := write(t, filepath.Join(dir, "web.yml"), "tls_server_config: {cert_file: server.pem, key_file: server.key, client_ca_file: ca.pem, client_auth_type: RequireAndVerifyClientCert}\n")
	p := start(t, nil, "--demo", "--web.config.file="+path)
	rig.Eventually(t, "the demo prints its address", func() bool { return p.stdout.String() != "" })
	address := strings.TrimSuffix(strings.TrimPrefix(p.stdout.String(), "Open "), "/\n")
	if !strings.HasPrefix(address, "https://localhost:") {
		t.Fatalf("it prints %q", p.stdout.String())
	}

	known, stranger := authority.Issue("prometheus", -time.Hour, time.Hour), rig.NewAuthority(t).Issue("prometheus", -time.Hour, time.Hour)
	for name, row := range map[string]struct {
		client  []tls.Certificate
		trusted *x509.CertPool
		version uint16
		allowed bool
	}{
		"a known client":              {[]tls.Certificate{known}, authority.Pool(), tls.VersionTLS13, true},
		"one with TLS 1.2":            {[]tls.Certificate{known}, authority.Pool(), tls.VersionTLS12, true},
		"one with TLS 1.1":            {[]tls.Certificate{known}, authority.Pool(), tls.VersionTLS11, false},
		"one without certificate":     {nil, authority.Pool(), tls.VersionTLS13, false},
		"one whose has expired":       {[]tls.Certificate{authority.Issue("prometheus", -2*time.Hour, -time.Hour)}, authority.Pool(), tls.VersionTLS13, false},
		"a stranger":                  {[]tls.Certificate{stranger}, authority.Pool(), tls.VersionTLS13, false},
		"one who trusts another root": {[]tls.Certificate{known}, rig.NewAuthority(t).Pool(), tls.VersionTLS13, false},
	} {
		settings := &tls.Config{Certificates: row.client, RootCAs: row.trusted, MinVersion: tls.VersionTLS10, MaxVersion: row.version}
		transport := &http.Transport{DisableKeepAlives: true, TLSClientConfig: settings}
		for _, page := range pages {
			resp, err := (&http.Client{Transport: transport}).Get(address + page)
			if err == nil {
				resp.Body.Close()
			}
			if (err == nil) != row.allowed {
				t.Errorf("%s asks for %s: %v", name, page, err)
			}
		}
	}
}

// certificate writes a certificate and its key into two files.
func certificate(t *testing.T, dir, name string, c tls.Certificate) {
	t.Helper()
	key, err := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, name+".pem"), string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Certificate[0]})))
	write(t, filepath.Join(dir, name+".key"), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})))
}
