package huggingface

import (
	"errors"
	"fmt"
	"strings"
)

// maxName is the length of the longest name that the Hub gives out, in bytes.
const maxName = 96

// CheckOrganization reports why a text cannot be an organization's name, the
// NAME of https://huggingface.co/NAME. Whether the organization exists, only the
// Hub knows.
func CheckOrganization(name string) error {
	switch {
	case name == "":
		return errors.New("the organization name is missing")
	case looksLikeToken(name):
		return errors.New("invalid organization name (not shown): looks like a token, which is only given with a file or HF_TOKEN")
	case strings.Contains(name, "/"):
		return fmt.Errorf("invalid organization name %q: must be only the last part of its address, as in https://huggingface.co/NAME", name)
	case strings.Contains(name, ","):
		return fmt.Errorf("invalid organization name %q: must be a single name", name)
	case len(name) > maxName:
		return fmt.Errorf("invalid organization name: must have at most %d characters, this one has %d", maxName, len(name))
	case strings.Trim(name, ".") == "", strings.IndexFunc(name, notOfName) >= 0:
		return fmt.Errorf("invalid organization name %q: must contain only letters, digits, dashes, dots and underscores", name)
	}
	return nil
}

// looksLikeToken reports whether a text has a token of the Hub in it: hf_ and 34
// letters and digits. In place of a name it would be shown, and sent in URLs.
func looksLikeToken(text string) bool {
	const least = 30
	_, secret, found := strings.Cut(text, "hf_")
	return found && len(secret) >= least && !strings.ContainsFunc(secret[:least], func(r rune) bool { return r == '_' || isNotOfToken(r) })
}

func notOfName(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return false
	}
	return !strings.ContainsRune("-._", r)
}
