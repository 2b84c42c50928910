package terminal

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
// as \n or \u202e. Bytes that are no UTF-8 become U+FFFD.
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

// Width is about how many columns a terminal takes for a text that is safe.
// Terminals differ over rare scripts and over emoji made of several parts.
func Width(s string) int {
	width := 0
	for _, r := range s {
		switch {
		case r < unicode.MaxLatin1: // most, at no cost
			width++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case isWide(r):
			width += 2
		default:
			width++
		}
	}
	return width
}

// isWide has the blocks that are wide or full-width as a whole in Unicode's
// EastAsianWidth.txt: Hangul, CJK, full-width forms, emoji.
func isWide(r rune) bool {
	for _, block := range [...]struct{ first, last rune }{
		{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0xa4cf}, {0xa960, 0xa97c}, {0xac00, 0xd7a3}, {0xf900, 0xfaff},
		{0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd},
	} {
		if block.first <= r && r <= block.last {
			return true
		}
	}
	return false
}
