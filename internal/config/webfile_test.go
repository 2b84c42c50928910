package config_test

import (
	"path/filepath"
	"strings"
	"testing"

	"huggingface_exporter/internal/config"
)

func TestWebFileErrors(t *testing.T) {
	for name, row := range map[string]struct{ text, want string }{
		"unknown key": {"basic_auth_user:\n  ada: x\n", ":1: unknown key basic_auth_user (did you mean basic_auth_users?)"},
		"nested key":  {"tls_server_config:\n  cert: x\n  certfile: y\n", ":3: unknown key certfile (did you mean cert_file?)"},
		"not a map":   {"basic_auth_users: " + secret + "\n", ":1: basic_auth_users: invalid value"},
		"not YAML":    {"basic_auth_users: {ada: '" + secret + "\n", ":2: invalid YAML: found unexpected end of stream"},
		"no key":      {"tls_server_config: {cert_file: token}\n", ": missing one of key or key_file"},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, row.text)
			_, err := config.LoadWebFile(path)
			if err == nil {
				t.Fatal("accepted")
			}
			got := strings.ReplaceAll(strings.TrimPrefix(err.Error(), path), filepath.Dir(path), "DIR")
			if got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
			if strings.Contains(err.Error(), secret) {
				t.Error("the error shows the secret")
			}
		})
	}
}
