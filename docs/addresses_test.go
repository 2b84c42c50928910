package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
	unread := []string{".png", ".sum", ".mod", ".gz"}
	roots, err := filepath.Glob("../*")
	if err != nil || len(roots) < 10 {
		t.Fatalf("the tree is not here: %v, %v", roots, err)
	}
	checked := 0
	for _, root := range roots {
		if slices.Contains([]string{"../.git", "../dist", "../tools", "../LICENSE", "../NOTICE", "../huggingface_exporter"}, root) {
			continue // built, or texts of others
		}
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() || slices.Contains(unread, filepath.Ext(path)) {
				return err
			}
			text, err := os.ReadFile(path)
			for _, found := range address.FindAllStringSubmatch(string(text), -1) {
				checked++
				if name := strings.ToLower(found[1]); !exists.MatchString(name) && !reserved.MatchString(name) {
					t.Errorf("%s: %s is not known to exist", path, found[0])
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	if checked < 100 {
		t.Errorf("only %d addresses are found", checked)
	}
}
