package config

import (
	"context"
	"maps"
	"slices"
	"strings"

	commonconfig "github.com/prometheus/common/config"
)

// http checks the HTTP settings and makes their paths relative to the file.
func (c *checker) http(key string, e *entry) {
	before := len(c.problems)
	h := &e.HTTP
	c.wrong(key, e.err)
	for _, name := range slices.Sorted(maps.Keys(refusals())) {
		if _, value := find(c.root, key+"."+name); value != nil {
			c.wrongf(key+"."+name, "%s", refusals()[name])
		}
	}
	if !h.FollowRedirects {
		c.wrongf(key+".follow_redirects", "redirects within the endpoint's own host are always followed, others never: remove the key")
	}
	if a := h.Authorization; a != nil && len(c.problems) == before {
		switch {
		case a.Type != "" && !strings.EqualFold(strings.TrimSpace(a.Type), "Bearer"):
			c.wrongf(key+".authorization.type", "must be Bearer, which is the default: the Hub accepts only bearer tokens")
		case a.Credentials == "" && a.CredentialsFile == "":
			c.wrongf(key+".authorization", "must have credentials_file, the path of a file that contains the token")
		}
	}
	if len(c.problems) > before {
		return
	}
	if err := h.Validate(); err != nil {
		c.wrong(key, err)
		return
	}
	h.SetDirectory(c.dir)
	t := &h.TLSConfig
	for _, f := range append(HeaderFiles(h), NamedFile{"tls_config.ca_file", t.CAFile}, NamedFile{"tls_config.cert_file", t.CertFile}, NamedFile{"tls_config.key_file", t.KeyFile}) {
		if f.Path != "" {
			c.wrong(key+"."+f.Key, CheckRegular(f.Path))
		}
	}
	if len(c.problems) > before {
		return
	}
	t.CARef, t.CertRef, t.KeyRef = t.CAFile, t.CertFile, t.KeyFile
	t.CAFile, t.CertFile, t.KeyFile = "", "", ""
	if _, err := commonconfig.NewTLSConfig(t, commonconfig.WithSecretManager(RegularFiles{})); err != nil {
		c.wrongf(key+".tls_config", "%s", strings.Replace(err.Error(), "cert ref ", "cert file ", 1))
	}
}

// RegularFiles reads the certificates of an [Organization], whose settings
// refer to them as secrets: the HTTP library itself would wait for a FIFO.
type RegularFiles struct{}

// Fetch implements [commonconfig.SecretManager].
func (RegularFiles) Fetch(_ context.Context, path string) (string, error) {
	text, err := readFile(path)
	return string(text), err
}

// HeaderFiles are the files that headers come from. The HTTP library reads them
// for each request.
func HeaderFiles(h *commonconfig.HTTPClientConfig) []NamedFile {
	if h.HTTPHeaders == nil {
		return nil
	}
	var files []NamedFile
	for name, header := range h.HTTPHeaders.Headers {
		for _, path := range header.Files {
			files = append(files, NamedFile{"http_headers." + name, path})
		}
	}
	return files
}
