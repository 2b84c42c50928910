// Package license finds the licenses of Go modules.
package license

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// File is a license text or a notice that has to go along with a module.
type File struct {
	Name, Text string
}

// minimum is the percentage of a text that must be that of a known license.
const minimum = 75

var names = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)([-._].*)?$`)

// Directory returns where the module cache has a module, and downloads it if it must.
func Directory(path, version string) (string, error) {
	command := exec.Command("go", "mod", "download", "-json", path+"@"+version)
	command.Dir = os.TempDir() // a module by its own version, whatever requires it
	out, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%s@%s: %w: %s", path, version, err, out)
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		return "", fmt.Errorf("%s@%s: %w", path, version, err)
	}
	return module.Dir, nil
}

// Find returns the licenses of a directory as SPDX identifiers, sorted, and the files that say so. That there is no
// known license is an error: somebody has to look.
func Find(directory string) ([]string, []File, error) {
	entries, err := os.ReadDir(directory)
	if err != nil {
		return nil, nil, err
	}
	var identifiers []string
	var files []File
	for _, entry := range entries {
		if entry.IsDir() || !names.MatchString(entry.Name()) || filepath.Ext(entry.Name()) == ".go" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(directory, entry.Name()))
		if err != nil {
			return nil, nil, err
		}
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		files = append(files, File{entry.Name(), strings.TrimSpace(string(text))})
		if strings.EqualFold(entry.Name(), "PATENTS") {
			continue // more rights, not another license
		}
		if coverage := licensecheck.Scan(text); coverage.Percent >= minimum {
			for _, match := range coverage.Match {
				identifiers = append(identifiers, match.ID)
			}
		}
	}
	if len(identifiers) == 0 {
		return nil, nil, fmt.Errorf("no known license in %s", directory)
	}
	slices.Sort(identifiers)
	return slices.Compact(identifiers), files, nil
}
