package textfmt_test

import (
	"testing"

	"huggingface_exporter/internal/textfmt"
)

func TestSafe(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "",
		"Ada Lovelace":           "Ada Lovelace",
		"Łukasz 山田　太郎":           "Łukasz 山田　太郎",
		"שלום عليكم":             "שלום عليكم",
		"a\x1b[2Jb":              `a\x1b[2Jb`,
		"two\r\nlines":           `two\r\nlines`,
		"tab\tNUL\x00 DEL\x7f":   `tab\tNUL\x00 DEL\x7f`,
		"C1 \u009b31m":           `C1 \u009b31m`,
		"\u202eelif.txt":         `\u202eelif.txt`,
		"\u2066isolated\u2069":   `\u2066isolated\u2069`,
		"in\u200bvisible":        `in\u200bvisible`,
		"line\u2028paragraph":    `line\u2028paragraph`,
		"می\u200cخواهم 👩\u200d🚀": "می\u200cخواهم 👩\u200d🚀",
		"bad \xff\x9b31m":        "bad \ufffd31m",
	} {
		if got := textfmt.Safe(in); got != want {
			t.Errorf("Safe(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWidth(t *testing.T) {
	for in, want := range map[string]int{
		"":              0,
		"Ada":           3,
		"Łukasz":        6,
		"山田":            4,
		"한글":            4,
		"e\u0301":       1, // a combining accent
		"שלום":          4,
		"🚀":             2,
		"a\u200db":      2,
		"ＡＢ":            4, // full-width letters
		"fullwidth ～￥ ": 15,
	} {
		if got := textfmt.Width(in); got != want {
			t.Errorf("Width(%q) = %d, want %d", in, got, want)
		}
	}
}
