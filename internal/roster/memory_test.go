//go:build acceptance

package roster_test

import (
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/roster"
)

// A large organization must not need a large machine: the process may take 64
// MiB for 100,000 members, so a roster may hold 15 for 30,000. The streaming
// formats hold a MiB, and the rest in a file.
func TestMemory(t *testing.T) {
	for format, limit := range map[string]uint64{
		roster.CSV:       8 << 20,
		roster.JSONLines: 8 << 20,
		roster.Table:     15 << 20,
		roster.JSON:      15 << 20,
	} {
		runtime.GC()
		before := heap()
		peak := before
		read := 0
		sample := func(members int) {
			if read += members; read%1000 == 0 {
				peak = max(peak, heap())
			}
		}
		w := roster.NewWriter(io.Discard, format, roster.Filter{})
		if err := add(w, roster.Organization{Name: "acme", Members: crowd(30_000), Classify: classify, Progress: sample}); err != nil {
			t.Fatal(err)
		}
		sample(0)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		sample(0)
		t.Logf("%s: %.1f MiB", format, float64(peak-before)/(1<<20))
		if peak-before > limit {
			t.Errorf("%s: the heap grew by %d bytes, more than %d", format, peak-before, limit)
		}
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// crowd makes up members as they come. Each has two resource groups.
func crowd(n uint32) iter.Seq2[huggingface.Member, error] {
	groups := []huggingface.ResourceGroup{
		{ID: "65f0000000000000000000a1", Name: "Research", Role: huggingface.RoleWrite},
		{ID: "65f0000000000000000000a2", Name: "Production models", Role: huggingface.RoleRead},
	}
	return func(yield func(huggingface.Member, error) bool) {
		for i := range n {
			m := huggingface.Member{
				Username:       fmt.Sprintf("member-%08d", i*2654435761),
				Fullname:       strings.Repeat("Ann Example ", 2),
				Role:           huggingface.Disclosed(huggingface.RoleContributor),
				TwoFactor:      huggingface.Disclosed(i%3 == 0),
				External:       huggingface.Disclosed(i%5 == 0),
				VerifiedEmail:  huggingface.Disclosed(fmt.Sprintf("member-%d@example.com", i)),
				ResourceGroups: huggingface.Disclosed(groups),
			}
			binary.BigEndian.PutUint32(m.ID[:], i)
			if !yield(m, nil) {
				return
			}
		}
	}
}
