//go:build acceptance

package directory_test

import (
	"path/filepath"
	"runtime"
	"testing"

	"huggingface_exporter/collector"
	"huggingface_exporter/internal/directory"
)

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
