package config

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/prometheus/exporter-toolkit/web"
	"golang.org/x/crypto/bcrypt"
)

// WebFile is what a valid --web.config.file turns on.
type WebFile struct {
	TLS, Passwords bool
}

// LoadWebFile checks the file of the exporter toolkit, and names file, line
// and user of what is wrong, which the toolkit does not.
func LoadWebFile(path string) (WebFile, error) {
	c, err := readWebFile(path)
	if err != nil {
		return WebFile{}, err
	}
	for _, user := range slices.Sorted(maps.Keys(c.Users)) {
		if _, err := bcrypt.Cost([]byte(c.Users[user])); err != nil {
			return WebFile{}, fmt.Errorf("%s: basic_auth_users: the password of %q is not a bcrypt hash (create one with: htpasswd -nBC 10 %s)", path, user, user)
		}
	}
	if err := web.Validate(path); err != nil {
		return WebFile{}, fmt.Errorf("%s: %w", path, err)
	}
	return WebFile{TLS: c.TLSConfig.IsEnabled(), Passwords: len(c.Users) > 0}, nil
}

// WebFileBlocks reports whether the toolkit, which reads the file and its
// certificates again for connections and requests, would wait for one of them.
func WebFileBlocks(path string) bool {
	_, err := readWebFile(path)
	return errors.Is(err, errNotRegular)
}

func readWebFile(path string) (*web.Config, error) {
	text, err := readFile(path)
	if err != nil {
		return nil, err
	}
	var c web.Config
	if _, err := decode(text, &c); err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	t := &c.TLSConfig
	t.SetDirectory(filepath.Dir(path))
	for _, f := range []NamedFile{{"cert_file", t.TLSCertPath}, {"key_file", t.TLSKeyPath}, {"client_ca_file", t.ClientCAs}} {
		if err := f.Check(); err != nil {
			return nil, fmt.Errorf("%s: tls_server_config.%w", path, err)
		}
	}
	return &c, nil
}
