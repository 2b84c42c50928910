//go:build acceptance

package process_test

import (
	"os"
	"strings"
	"testing"

	"huggingface_exporter/internal/test/rig"
)

// full is a disk with no room left.
func full(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// A roster that is not whole must not look like one.
func TestFullDiskBelowACommand(t *testing.T) {
	t.Parallel()
	_, url := newHub(t)
	for _, args := range [][]string{
		{"members", "--format=table"}, {"members", "--format=csv"}, {"members", "--format=json"}, {"members", "--format=jsonl"},
		{"check"}, {"check", "--format=json"},
	} {
		cmd := command(t.Context(), []string{"HF_TOKEN=" + secret}, append(args, "--huggingface.endpoint="+url, "--huggingface.organization=acme")...)
		var stderr rig.Output
		cmd.Stdout, cmd.Stderr = full(t), &stderr
		if err := cmd.Run(); err == nil || !strings.Contains(stderr.String(), "no space left") {
			t.Errorf("%v: %v, %s", args, err, stderr.String())
		}
	}
}

// A log that cannot be written does not stop the exporter.
func TestFullDiskBelowTheLog(t *testing.T) {
	t.Parallel()
	hub, url := newHub(t)
	cmd := command(t.Context(), []string{"HF_TOKEN=" + secret}, append(against(url), "--web.listen-address=127.0.0.1:0")...)
	cmd.Stdout, cmd.Stderr = full(t), full(t)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	rig.Eventually(t, "it polls", func() bool { return len(hub.Requests()) >= 20 })
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}
