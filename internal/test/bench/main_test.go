//go:build linux

package bench_test

import (
	"os"
	"testing"
)

// TestMain makes the test's binary a Hub where [startHub] asks for it: the
// processor time and the memory of the two must not mix.
func TestMain(m *testing.M) {
	if config := os.Getenv(hubVariable); config != "" {
		if err := serveHub(config, os.Stdin, os.Stdout); err != nil {
			panic(err)
		}
		return
	}
	m.Run()
}
