package huggingface

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// ParseEndpoint checks the address of a Hub. An error quotes the address,
// unless it may hold a secret.
func ParseEndpoint(endpoint string) (*url.URL, error) {
	u, err := url.Parse(endpoint)
	isURL := err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != ""
	switch {
	case isURL && u.User != nil, !isURL && strings.Contains(endpoint, "@"):
		return nil, errors.New("invalid endpoint (not shown): must not have a user or password")
	case !isURL:
		return nil, fmt.Errorf("invalid endpoint %q: must be an http or https URL such as https://huggingface.co", endpoint)
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return nil, errors.New("invalid endpoint (not shown): must not have a query or fragment")
	case strings.HasSuffix(strings.TrimRight(u.Path, "/"), "/api"):
		return nil, fmt.Errorf("invalid endpoint %q: must not end with /api, which the exporter adds itself", endpoint)
	}
	return u.JoinPath("/"), nil // what is joined to an empty path has no slash
}
