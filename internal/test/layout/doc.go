// Package layout tests that the tree is what the documents draw: where Go files
// are, which package may import which, and how long files and functions get.
package layout
