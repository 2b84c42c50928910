package directory_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"huggingface_exporter/collector"
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

// The heap of a directory of 200,000 lines is at most 32 MiB, also when the
// file has just been replaced.
func TestMemory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "employees.txt")
	f := directory.NewFile(path)
	before := heap()
	for _, suffix := range []string{"1", "2"} {
		crowd(t, path, suffix)
		classify := load(t, f)
		if got := classify(member("x", "FIRSTNAME.lastname-0000007@subsidiary"+suffix+".example.com")); got != collector.Listed {
			t.Errorf("a member is %s", got)
		}
	}
	grown := heap() - before
	runtime.KeepAlive(f)
	t.Logf("%.1f MiB", float64(grown)/(1<<20))
	if grown > 32<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
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
