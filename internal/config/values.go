package config

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"huggingface_exporter/huggingface"
)

// valueOf parses the value of a key. It returns another value where the file
// has none, and the zero value after an error.
func valueOf[T any](c *checker, key string, n *yaml.Node, otherwise T, parse func(string) (T, error)) T {
	if !isSet(n) {
		return otherwise
	}
	value, err := parse(resolve(n).Value)
	c.wrong(key, err)
	return value
}

// isSet reports whether the file has a value.
func isSet(n *yaml.Node) bool { return resolve(n).ShortTag() != "!!null" }

func parseSeats(s string) (int, error) {
	n, err := strconv.Atoi(s) // the library would read 2.5 as 2
	if err != nil || n < 1 {
		return 0, errors.New("must be the number of seats in the contract, a whole number of at least 1; remove the key if there is no limit")
	}
	return n, nil
}

func parsePrice(s string) (float64, error) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f > 0) || math.IsInf(f, 0) {
		return 0, errors.New("must be the price per seat and month, a number above 0 such as 20 or 19.90, without a currency")
	}
	return f, nil
}

func parseCurrency(s string) (string, error) {
	if len(s) != 3 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return "", errors.New("must be a currency code of three capital letters (ISO 4217), such as USD or EUR")
	}
	return s, nil
}

// AutoPageSize lets the collector find the fastest size of pages.
const AutoPageSize = 0

// ParsePageSize reads a number of members per request, or auto.
func ParsePageSize(s string) (int, error) {
	if s == "auto" {
		return AutoPageSize, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < huggingface.MinPageSize || n > huggingface.MaxPageSize {
		return 0, fmt.Errorf("must be auto or a whole number from %d to %d", huggingface.MinPageSize, huggingface.MaxPageSize)
	}
	return n, nil
}
