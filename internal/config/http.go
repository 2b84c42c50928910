package config

import (
	"strings"

	commonconfig "github.com/prometheus/common/config"
)

// http checks the HTTP settings, of which the Hub and its client cannot use
// all, and makes their paths relative to dir.
func (c *checker) http(key string, e *entry, dir string) {
	h := &e.HTTP
	switch a := h.Authorization; {
	case e.err != nil:
		c.wrong(key, e.err)
		return
	case h.BasicAuth != nil:
		c.wrongf(key+".basic_auth", "the Hub takes bearer tokens only: use authorization with credentials_file")
		return
	case h.OAuth2 != nil:
		c.wrongf(key+".oauth2", "the Hub takes bearer tokens only: use authorization with credentials_file")
		return
	case a == nil:
	case a.CredentialsRef != "":
		c.wrongf(key+".authorization.credentials_ref", "there is no manager of secrets here: use credentials_file")
		return
	case a.Type != "" && !strings.EqualFold(strings.TrimSpace(a.Type), "Bearer"):
		c.wrongf(key+".authorization.type", "it must be Bearer, which is the default: the Hub takes nothing else")
		return
	case a.Credentials == "" && a.CredentialsFile == "":
		c.wrongf(key+".authorization", "it needs credentials_file, the path of a file that holds the token")
		return
	}
	if !h.FollowRedirects {
		c.wrongf(key+".follow_redirects", "redirects within the endpoint's own host are always followed, others never: leave it out")
	}
	if err := h.Validate(); err != nil {
		c.wrong(key, err)
		return
	}
	h.SetDirectory(dir)
	if _, err := commonconfig.NewTLSConfig(&h.TLSConfig); err != nil {
		c.wrong(key+".tls_config", err)
	}
}

// token asks the source once. A file that is not there yet is a mistake more
// often than not.
func (c *checker) token(key string, o Organization) {
	a := o.HTTP.Authorization
	if a == nil || a.Credentials == "" && a.CredentialsFile == "" || a.Credentials != "" && a.CredentialsFile != "" {
		return
	}
	if _, err := o.TokenSource().Token(); err != nil {
		c.wrong(key+".authorization", err)
	}
}
