package directory_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huggingface_exporter/internal/directory"
)

const lines = 200_000

// crowd writes a file of 200,000 e-mail addresses, with a comment each.
func crowd(tb testing.TB, path, suffix string) {
	tb.Helper()
	var b strings.Builder
	for i := range lines {
		fmt.Fprintf(&b, "Firstname.Lastname-%07d@subsidiary%s.example.com # employee %d\n", i, suffix, i)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		tb.Fatal(err)
	}
}

func BenchmarkLoadUnchanged(b *testing.B) {
	path := filepath.Join(b.TempDir(), "employees.txt")
	crowd(b, path, "1")
	f := directory.NewFile(path)
	if _, err := f.Load(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Load(); err != nil {
			b.Fatal(err)
		}
	}
}

// A scrape in which the file has changed, with the classification of 10,000
// members.
func BenchmarkLoadChanged(b *testing.B) {
	path := filepath.Join(b.TempDir(), "employees.txt")
	crowd(b, path, "1")
	b.ReportAllocs()
	for b.Loop() {
		classify, err := directory.NewFile(path).Load()
		if err != nil {
			b.Fatal(err)
		}
		for range 10_000 {
			classify(member("somebody", "firstname.lastname-0000007@subsidiary1.example.com"))
		}
	}
}
