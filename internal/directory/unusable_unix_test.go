//go:build unix

package directory_test

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"huggingface_exporter/internal/directory"
)

func TestUnusableFiles(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	large := write(t, "ada\n"+strings.Repeat("# "+strings.Repeat("x", 1<<14)+"\n", 2048))
	for path, want := range map[string]string{
		filepath.Join(dir, "missing"):     "no such file",
		dir:                               "is a directory",
		pipe:                              "not a regular file",
		"/dev/null":                       "not a regular file",
		large:                             "larger than 32 MiB",
		write(t, ""):                      "no entries",
		write(t, "# nobody\n\n"):          "no entries",
		write(t, "\ufeff"):                "no entries",
		write(t, "\xff\xfea\x00d\x00\n"):  "UTF-16",
		write(t, "\xfe\xff\x00a\x00d\n"):  "UTF-16",
		write(t, "a\x00d\x00a\x00\n\x00"): ":1: ",
	} {
		_, err := directory.NewFile(path).Load()
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: the error is %v, want %q", path, err, want)
		}
	}
}
