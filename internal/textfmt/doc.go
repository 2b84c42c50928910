// Package textfmt formats text for people: numbers, durations and shares as
// people say them, and text from elsewhere so that a terminal shows all of it
// and obeys none of it.
package textfmt
