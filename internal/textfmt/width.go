package textfmt

import (
	"unicode"

	"golang.org/x/text/width"
)

// Width is the number of terminal columns that a text takes once [Safe] has
// been over it. Terminals differ on rare scripts and on emoji made of several
// parts.
func Width(s string) int {
	columns := 0
	for _, r := range s {
		switch {
		case r < unicode.MaxLatin1: // most, at no cost
			columns++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case isWide(r):
			columns += 2
		default:
			columns++
		}
	}
	return columns
}

func isWide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}
