package config

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The error never shows the URL, which may contain a password.
var errProxyURL = errors.New("not a valid proxy URL (for example http://proxy:3128); characters such as % or @ in a user or password must be percent-encoded")

// CheckProxyEnvironment reports a proxy variable that is not a URL. The HTTP
// library would ignore it and connect directly.
func CheckProxyEnvironment(getenv func(string) string) error {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"} {
		text := getenv(name)
		if text != "" && !strings.Contains(text, "://") {
			text = "http://" + text // as the library does
		}
		if text != "" && !isProxyURL(text) {
			return fmt.Errorf("environment variable %s: %w", name, errProxyURL)
		}
	}
	return nil
}

func isProxyURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Hostname() != "" && slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme)
}

// checkProxyURLs comes before the library, whose error would show a password.
func checkProxyURLs(n *yaml.Node) error {
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], resolve(n.Content[i+1])
			if key.Value == "proxy_url" && value.Value != "" && !isProxyURL(value.Value) {
				return located(key.Line, "proxy_url: "+errProxyURL.Error())
			}
		}
	}
	for _, child := range n.Content {
		if err := checkProxyURLs(child); err != nil {
			return err
		}
	}
	return nil
}
