package textfmt

import (
	"strconv"
	"strings"
)

// Money is an amount with its currency: "1,234.50 USD", without decimals if
// they are zero.
func Money(amount float64, currency string) string {
	whole, cents, _ := strings.Cut(strconv.FormatFloat(amount, 'f', 2, 64), ".")
	text := group(whole)
	if cents != "00" {
		text += "." + cents
	} else if text == "-0" {
		text = "0"
	}
	return strings.TrimSpace(text + " " + currency)
}
