package roster

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// spooled is a section in the Hub's order, whose lines are held back as text.
type spooled struct {
	spool

	out   *bufio.Writer // in front of the spool
	lines lineWriter
}

func newSpooled(format string) *spooled {
	s := &spooled{}
	s.out = bufio.NewWriter(&s.spool)
	s.lines = newLineWriter(s.out, format, columns())
	return s
}

func (s *spooled) add(m *member) error { return s.lines.add(m) }

func (s *spooled) print(w *Writer) error {
	if err := s.out.Flush(); err != nil {
		return err
	}
	return s.release(w.out)
}

// spoolMemory is how much a spool holds in memory, in bytes: a roster of some
// thousand members needs no file.
const spoolMemory = 1 << 20

// spool holds output back until it is known to be complete, in memory as long
// as it is small, else in a temporary file that only this user can read.
type spool struct {
	buffer bytes.Buffer
	file   *os.File // nil while the buffer has all
}

// Write implements io.Writer.
func (s *spool) Write(p []byte) (int, error) {
	if s.buffer.Len() > 0 && s.buffer.Len()+len(p) > spoolMemory {
		if err := s.spill(); err != nil {
			return 0, err
		}
	}
	return s.buffer.Write(p)
}

func (s *spool) spill() error {
	if s.file == nil {
		file, err := os.CreateTemp("", "huggingface_exporter-*")
		if err != nil {
			return fmt.Errorf("cannot hold back a large roster until it is complete (TMPDIR names the directory for it): %w", err)
		}
		s.file = file
		// Nothing is left behind even if the process is killed. Not every
		// system removes an open file: close tries again.
		_ = os.Remove(file.Name())
	}
	_, err := s.buffer.WriteTo(s.file)
	return err
}

// release writes to w what was held back, and forgets it.
func (s *spool) release(w io.Writer) error {
	if s.file != nil {
		if _, err := s.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if _, err := io.Copy(w, s.file); err != nil {
			return err
		}
	}
	if _, err := s.buffer.WriteTo(w); err != nil {
		return err
	}
	return s.discard()
}

// discard forgets what was held back.
func (s *spool) discard() error {
	s.buffer.Reset()
	if s.file == nil {
		return nil
	}
	file := s.file
	s.file = nil
	err := file.Close()
	if removed := os.Remove(file.Name()); removed != nil && !errors.Is(removed, os.ErrNotExist) {
		err = errors.Join(err, removed)
	}
	return err
}
