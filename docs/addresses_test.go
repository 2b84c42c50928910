package docs_test

import (
	"regexp"
	"strings"
	"testing"
)

var address = regexp.MustCompile(`https?://((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:/[A-Za-z0-9_-]+)?)`)

// Whoever registers a made-up name decides what people read there. Addresses
// lead to places that exist or to names that nobody can register.
func TestNoAddressIsMadeUp(t *testing.T) {
	exists := regexp.MustCompile(`^([a-z-]+\.)?(huggingface\.co|prometheus\.io|json-schema\.org|w3\.org|debian\.org|go\.dev|golang\.org|coreos\.com|apache\.org|keepachangelog\.com|semver\.org|grafana\.com)(/|$)` +
		`|^(github\.com|raw\.githubusercontent\.com)/(prometheus|prometheus-community|prometheus-operator)$`)
	reserved := regexp.MustCompile(`\.(test|example|invalid|internal|localhost|svc|local)(/|$)|^([a-z.-]+\.)?example\.(com|org|net)(/|$)`)
	checked := 0
	eachText(t, func(path, text string) {
		for _, found := range address.FindAllStringSubmatch(text, -1) {
			checked++
			if name := strings.ToLower(found[1]); !exists.MatchString(name) && !reserved.MatchString(name) {
				t.Errorf("%s: %s is not known to exist", path, found[0])
			}
		}
	})
	if checked < 100 {
		t.Errorf("only %d addresses are found", checked)
	}
}
