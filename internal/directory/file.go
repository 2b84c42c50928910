package directory

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"sync"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

// maxSize bounds what is read of a directory file, in bytes: about a million
// e-mail addresses.
const maxSize = 32 << 20

// File is a directory file, a [collector.Directory]. It may be shared by
// several organizations, and used by several goroutines.
type File struct {
	path string
	seed maphash.Seed

	mu sync.Mutex
	// entries are those of the content whose hash is sum; nil where the file
	// could not be used.
	entries entries
	sum     uint64
}

var _ collector.Directory = (*File)(nil)

// NewFile returns the directory file at path. It is first read by Load.
func NewFile(path string) *File {
	return &File{path: path, seed: maphash.MakeSeed()}
}

// Load reads the file again, and parses it if its content has changed. A file
// that is missing, not a regular file, too large, without an entry, or with a
// line that is not an entry is an error that names file and line.
func (f *File) Load() (func(*huggingface.Member) collector.Listing, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.refresh(); err != nil {
		f.entries = nil
		return nil, err
	}
	return f.entries.classify, nil
}

func (f *File) refresh() error {
	// Opening a named pipe would wait for a writer.
	info, err := os.Stat(f.path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s: not a regular file", f.path)
	}
	file, err := os.Open(f.path)
	if err != nil {
		return err
	}
	defer file.Close()
	if f.entries != nil {
		sum, err := f.hash(file, func(r io.Reader) error {
			_, err := io.Copy(io.Discard, r)
			return err
		})
		if err != nil || sum == f.sum {
			return err
		}
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		f.entries = nil // so that old and new ones are not held at the same time
	}
	f.sum, err = f.hash(file, func(r io.Reader) error {
		f.entries, err = parse(r, f.path, info.Size())
		return err
	})
	return err
}

// hash passes r to read, and returns the hash of what was read.
func (f *File) hash(r io.Reader, read func(io.Reader) error) (uint64, error) {
	var h maphash.Hash
	h.SetSeed(f.seed)
	limited := &io.LimitedReader{R: r, N: maxSize + 1}
	err := read(io.TeeReader(limited, &h))
	if limited.N == 0 {
		return 0, fmt.Errorf("%s: larger than %d MiB", f.path, maxSize>>20)
	}
	return h.Sum64(), err
}

var errEmpty = errors.New("no entries: expected an e-mail address, @domain or username on each line")
