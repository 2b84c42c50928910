package huggingface_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/huggingface"
)

// hanging are token files on a file system that does not answer, but for the
// name ok.
type hanging struct {
	files    *huggingface.TokenFiles
	dir      string
	answer   chan struct{} // closed when the file system answers
	openings atomic.Int32  // that hang or have hung
}

func newHanging(t *testing.T, files *huggingface.TokenFiles) *hanging {
	h := &hanging{files: files, dir: t.TempDir(), answer: make(chan struct{})}
	files.SetOpen(func(path string) (*os.File, error) {
		if filepath.Base(path) != "ok" {
			h.openings.Add(1)
			<-h.answer
		}
		return os.Open(path)
	})
	return h
}

// wantLate checks how long a source takes to fail, within a timeout, and why.
func wantLate(t *testing.T, source huggingface.TokenSource, path string, timeout, want time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	client, err := huggingface.NewClient(source)
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	_, err = client.Overview(ctx, "acme")
	if huggingface.ErrorCode(err) != huggingface.CodeToken || huggingface.KindOf(err) != huggingface.KindTokenSource ||
		!strings.Contains(err.Error(), path+": not read in time: the file system does not answer (check that it is mounted") {
		t.Errorf("the error is %v", err)
	}
	if took := time.Since(begun); took != want {
		t.Errorf("it took %s, want %s", took, want)
	}
}

// A file system that does not answer delays the first who asks, within their
// timeout, and blocks one reading of a path, however many sources name it. Other
// files are read meanwhile.
func TestTokenFileThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHanging(t, new(huggingface.TokenFiles))
		path, impatient := write(t, filepath.Join(h.dir, "token"), "hf_late"), write(t, filepath.Join(h.dir, "other"), "hf_other")
		wantLate(t, h.files.Source(path), path, time.Minute, 3*time.Second)
		wantLate(t, h.files.Source(path), path, time.Minute, 0)
		wantLate(t, h.files.Source(impatient), impatient, time.Second, time.Second)
		wantLate(t, h.files.Source(impatient), impatient, time.Minute, 2*time.Second)
		if n := h.openings.Load(); n != 2 {
			t.Errorf("%d readings hang for two files", n)
		}
		wantToken(t, h.files.Source(write(t, filepath.Join(h.dir, "ok"), "hf_ok")), "hf_ok")

		close(h.answer)
		synctest.Wait()
		wantToken(t, h.files.Source(path), "hf_late")
		wantToken(t, h.files.Source(impatient), "hf_other")
	})
}

// Who is ended from outside does not wait, and does not call it a failure of the
// file.
func TestTokenFileThatHangsAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHanging(t, new(huggingface.TokenFiles))
		defer close(h.answer)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		begun := time.Now()
		for range 2 {
			if _, err := h.files.Source(filepath.Join(h.dir, "token")).Token(ctx); !errors.Is(err, context.Canceled) || huggingface.ErrorCode(err) == huggingface.CodeToken {
				t.Errorf("the error is %v", err)
			}
		}
		if took := time.Since(begun); took != time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

// Organizations that share the default file wait side by side, each within its
// own timeout.
func TestDefaultTokenFileThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		home := t.TempDir()
		source := huggingface.DefaultTokens(environment{"HF_HOME": home}.get)
		h := newHanging(t, huggingface.DefaultTokenFiles(source))
		var waiting sync.WaitGroup
		for _, timeout := range []time.Duration{time.Second, 2 * time.Second} {
			waiting.Go(func() { wantLate(t, source, filepath.Join(home, "token"), timeout, timeout) })
		}
		waiting.Wait()
		close(h.answer)
		synctest.Wait()
		wantToken(t, source, "")
	})
}
