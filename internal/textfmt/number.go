package textfmt

import (
	"fmt"
	"strconv"
	"strings"
)

// Number groups the digits: 1,234,567.
func Number(n int) string { return group(strconv.Itoa(n)) }

// group puts commas between each three digits of a whole number.
func group(number string) string {
	digits := strings.TrimPrefix(number, "-")
	sign := number[:len(number)-len(digits)]
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// Count is a number of things: 1 page, 2 pages. The plural takes an s.
func Count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return Number(n) + " " + thing
}

// Percent is a part of a whole in percent: "12%", "<1%" for what is not nothing,
// "99%" for what is not all.
func Percent(part, whole int) string {
	switch percent := float64(part) / float64(whole) * 100; {
	case whole == 0 || part == 0:
		return "0%"
	case percent < 1:
		return "<1%"
	case part < whole && percent > 99:
		return "99%"
	default:
		return fmt.Sprintf("%.0f%%", percent)
	}
}
