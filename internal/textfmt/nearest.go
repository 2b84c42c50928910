package textfmt

import "strings"

// Nearest returns the candidate that a mistyped word most likely means; "" if
// none is near.
func Nearest(word string, candidates []string) string {
	word = strings.ToLower(word)
	nearest, least := "", len(word)/3+1 // a third of it may be wrong
	for _, candidate := range candidates {
		if d := distance(word, strings.ToLower(candidate)); d < least {
			nearest, least = candidate, d
		}
	}
	return nearest
}

// distance is the number of bytes to insert, delete, replace or swap with
// their neighbor to turn a into b.
func distance(a, b string) int {
	previous, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next[0] = i + 1
		for j := range len(b) {
			replace := row[j]
			if a[i] != b[j] {
				replace++
			}
			next[j+1] = min(row[j+1]+1, next[j]+1, replace)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], previous[j-1]+1)
			}
		}
		previous, row, next = row, next, previous
	}
	return row[len(b)]
}
