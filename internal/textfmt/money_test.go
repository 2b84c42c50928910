package textfmt_test

import (
	"testing"

	"huggingface_exporter/internal/textfmt"
)

func TestMoney(t *testing.T) {
	for _, test := range []struct {
		amount   float64
		currency string
		want     string
	}{
		{0, "USD", "0 USD"},
		{20, "USD", "20 USD"},
		{19.5, "EUR", "19.50 EUR"},
		{1234567.891, "JPY", "1,234,567.89 JPY"},
		{999.999, "USD", "1,000 USD"},
		{-1234, "USD", "-1,234 USD"},
		{-0.001, "USD", "0 USD"},
		{5, "", "5"},
	} {
		if got := textfmt.Money(test.amount, test.currency); got != test.want {
			t.Errorf("Money(%v, %q) = %q, want %q", test.amount, test.currency, got, test.want)
		}
	}
}
