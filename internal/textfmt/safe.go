package textfmt

import (
	"strconv"
	"strings"
	"unicode"
)

// Joiners belong to the spelling of some scripts and of emoji, and do no harm.
const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
)

// Safe writes out what a terminal would obey or not show: control characters,
// marks of writing direction, invisible ones. They appear as in Go source, such
// as \n or \u202e. Bytes that are not UTF-8 become U+FFFD.
func Safe(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	if strings.IndexFunc(s, isUnsafe) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isUnsafe(r) {
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isUnsafe(r rune) bool {
	return !unicode.IsGraphic(r) && r != zeroWidthNonJoiner && r != zeroWidthJoiner
}
