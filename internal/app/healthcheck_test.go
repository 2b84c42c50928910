package app_test

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/internal/app"
	"huggingface_exporter/internal/app/flags"
	"huggingface_exporter/internal/test/rig"
)

// The health check finds the exporter from flags, from the environment, and
// from the command line of the first process, in this order.
func TestHealthcheckURL(t *testing.T) {
	dir := t.TempDir()
	a := rig.NewAuthority(t)
	certificate(t, dir, "server", a.Issue("127.0.0.1", -time.Hour, time.Hour))
	tlsFile := write(t, filepath.Join(dir, "tls.yml"), "tls_server_config: {cert_file: server.pem, key_file: server.key}\n")
	passwords := write(t, filepath.Join(dir, "passwords.yml"), "basic_auth_users: {}\n")
	const program = "/bin/huggingface_exporter "
	for name, test := range map[string]struct {
		args, url, process, want string
	}{
		"nothing":              {"", "", "", "http://127.0.0.1:10120/-/healthy"},
		"ready":                {"--ready", "", "", "http://127.0.0.1:10120/-/ready"},
		"url":                  {"--url=http://x/ --web.listen-address=:1", "http://y", program + "--web.listen-address=:2", "http://x/"},
		"environment":          {"--web.listen-address=:1", "https://10.0.0.1:9", program + "--web.listen-address=:2", "https://10.0.0.1:9/-/healthy"},
		"environment, path":    {"--ready", "https://x/hub/", "", "https://x/hub/-/ready"},
		"port":                 {"--web.listen-address=:9", "", program + "--web.listen-address=:2", "http://127.0.0.1:9/-/healthy"},
		"host":                 {"--web.listen-address=10.0.0.1:9", "", "", "http://10.0.0.1:9/-/healthy"},
		"every IPv4 address":   {"--web.listen-address=0.0.0.0:9", "", "", "http://127.0.0.1:9/-/healthy"},
		"every IPv6 address":   {"--web.listen-address=[::]:9", "", "", "http://[::1]:9/-/healthy"},
		"two":                  {"--web.listen-address=:8 --web.listen-address=:9", "", "", "http://127.0.0.1:8/-/healthy"},
		"TLS":                  {"--web.config.file=" + tlsFile, "", "", "https://127.0.0.1:10120/-/healthy"},
		"passwords":            {"--web.config.file=" + passwords, "", "", "http://127.0.0.1:10120/-/healthy"},
		"flags of others":      {"--demo --log.format=json --web.listen-address=:9", "", "", "http://127.0.0.1:9/-/healthy"},
		"first process":        {"", "", program + "--demo --web.listen-address :9 --web.config.file=" + tlsFile, "https://127.0.0.1:9/-/healthy"},
		"first process serves": {"", "", program + "serve --web.listen-address=:9", "http://127.0.0.1:9/-/healthy"},
		"another program":      {"", "", "/sbin/init --web.listen-address=:9", "http://127.0.0.1:10120/-/healthy"},
	} {
		getenv := func(name string) string { return map[string]string{"HUGGINGFACE_EXPORTER_URL": test.url}[name] }
		o, err := flags.Parse(append([]string{"healthcheck"}, strings.Fields(test.args)...), getenv, io.Discard, io.Discard)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		process := filepath.Join(dir, "missing")
		if test.process != "" {
			process = write(t, filepath.Join(dir, "cmdline"), strings.ReplaceAll(test.process, " ", "\x00")+"\x00")
		}
		if got, err := app.HealthcheckURL(o, getenv, process); err != nil || got != test.want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, test.want)
		}
	}
}

// Whoever has no certificate learns from an exporter that demands one that it
// is alive.
func TestHealthcheckOfMutualTLS(t *testing.T) {
	dir := t.TempDir()
	a := rig.NewAuthority(t)
	certificate(t, dir, "server", a.Issue("127.0.0.1", -time.Hour, time.Hour))
	write(t, filepath.Join(dir, "ca.pem"), string(a.PEM()))
	for _, most := range []string{"TLS12", "TLS13"} {
		file := write(t, filepath.Join(dir, "web.yml"), "tls_server_config: {cert_file: server.pem, key_file: server.key, client_ca_file: ca.pem, "+
			"client_auth_type: RequireAndVerifyClientCert, max_version: "+most+"}\n")
		p := start(t, nil, "--demo", "--web.config.file="+file)
		address := strings.TrimSuffix(strings.TrimPrefix(p.url, "http://"), "/")
		if status, _, stderr := execute(t, nil, "healthcheck", "--web.listen-address="+address, "--web.config.file="+file); status != 0 {
			t.Errorf("%s: %s", most, stderr)
		}
		p.end()
	}
}
