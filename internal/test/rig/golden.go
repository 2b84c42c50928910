package rig

import (
	"flag"
	"os"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite the files that the tests compare with") //nolint:gochecknoglobals // a flag of the tests that use this package

// Golden compares a text with a file, or writes the file with -update.
func Golden(t testing.TB, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path) //nolint:gosec // the test names the file
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("differs from %s (go test -update in this package rewrites it):\n%s", path, got)
	}
}

// Patience is how long [Eventually] waits. A test that passes needs a small part
// of it.
const Patience = 30 * time.Second

// Eventually waits for something that happens without the test's doing.
func Eventually(t testing.TB, what string, happened func() bool) {
	t.Helper()
	for deadline := time.Now().Add(Patience); !happened(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("it never happened: %s", what)
		}
	}
}
