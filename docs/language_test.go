package docs_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	idiom = regexp.MustCompile(`(?i)\b(anew|for ever|of a sudden|hang(s|ing)? on|whole again|capital letters count|longest that|` +
		`in the place of|counted are|lets? tokens in|answers no more requests)\b`)
	isNo = regexp.MustCompile(`(?i)(\w+ )?\b(is|are|was|were|be) no (\w+)`)
	// Comparatives are plain English.
	comparatives = []string{"faster", "fewer", "higher", "larger", "later", "less", "longer", "lower", "more", "slower", "smaller"}
)

// Readers of all countries understand the documents, the texts of the program
// and the comments at the first reading, and find them by the words they search
// for: "again" or "re-read", "depends on", "is not a".
func TestPlainEnglish(t *testing.T) {
	read := 0
	eachText(t, func(path, text string) {
		if strings.Contains(path, "/testdata/") || path == "../docs/language_test.go" {
			return
		}
		read++
		text = oneLine(text)
		for _, phrase := range idiom.FindAllString(text, -1) {
			t.Errorf("%s: %q is not plain English", path, phrase)
		}
		for _, m := range isNo.FindAllStringSubmatch(text, -1) {
			if !strings.EqualFold(m[1], "there ") && !slices.Contains(comparatives, strings.ToLower(m[3])) {
				t.Errorf("%s: %q is not plain English: write \"is not a\"", path, m[0])
			}
		}
	})
	if read < 300 {
		t.Errorf("only %d files are read", read)
	}
}
