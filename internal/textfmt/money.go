package textfmt

import (
	"math"
	"strconv"
	"strings"
)

// Money is an amount with its currency: "1,234.50 USD", without decimals if
// they are zero.
func Money(amount float64, currency string) string {
	text := strconv.FormatFloat(math.Abs(amount), 'f', 2, 64)
	whole, cents, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if cents != "00" {
		whole += "." + cents
	}
	if amount < 0 && strings.Trim(text, "0.") != "" {
		whole = "-" + whole
	}
	return strings.TrimSpace(whole + " " + currency)
}
