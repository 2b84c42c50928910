package config_test

import (
	"strings"
	"testing"

	"huggingface_exporter/internal/config"
)

// A proxy that cannot be used is an error: the HTTP library ignores it, and
// connects directly.
func TestProxyEnvironment(t *testing.T) {
	for text, valid := range map[string]bool{
		"":                                   true,
		"proxy":                              true,
		"proxy:3128":                         true,
		"http://proxy:3128":                  true,
		"https://user:p%25ss@proxy":          true,
		"socks5://proxy:1080":                true,
		"http://[::1]:3128":                  true,
		"http://user:" + secret + "%ss@host": false,
		"user:" + secret + "%ss@host:3128":   false,
		"http://user:" + secret + " @host":   false,
		"http://proxy:port":                  false,
		"http://:3128":                       false,
		"ftp://proxy":                        false,
		"://proxy":                           false,
	} {
		for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"} {
			err := config.CheckProxyEnvironment(func(asked string) string {
				if asked == name {
					return text
				}
				return ""
			})
			if (err == nil) != valid {
				t.Errorf("%s=%s: %v", name, text, err)
			}
			if err != nil && (!strings.Contains(err.Error(), name+": not a valid proxy URL") || strings.Contains(err.Error(), secret)) {
				t.Errorf("%s=%s: %v", name, text, err)
			}
		}
	}
}
