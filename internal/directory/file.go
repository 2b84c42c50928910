package directory

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"sync"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
)

// maxSize bounds what is read of a directory file, in bytes: about a million
// e-mail addresses.
const maxSize = 32 << 20

// loadTimeout is how long a scrape waits for the file. A network file system
// may not answer at all, and a read cannot be called back.
const loadTimeout = 3 * time.Second

// File is a directory file, a [collector.Directory]. It may be shared by
// several organizations, and used by several goroutines.
type File struct {
	path string
	seed maphash.Seed
	open func(path string) (*os.File, error)

	mu      sync.Mutex
	reading *reading // the one under way, of which there is one at most; guarded by mu

	// Used by the reading alone: the entries of the content whose hash is sum;
	// nil where the file could not be used.
	entries entries
	sum     uint64
}

// reading is one of the file that all share who want it meanwhile.
type reading struct {
	late <-chan struct{} // closed after the timeout, or when it is done
	done chan struct{}   // closed when entries and err are set

	entries entries
	err     error
}

var _ collector.Directory = (*File)(nil)

// NewFile returns the directory file at path. It is first read by Load.
func NewFile(path string) *File {
	return &File{path: path, seed: maphash.MakeSeed(), open: config.OpenRegular}
}

// Load reads the file again, and parses it if its content has changed. A file
// that is missing, not a regular file, too large, without an entry, with a line
// that is not an entry, or that cannot be read in time is an error that names
// file and line. Load does not wait again for a reading that is late.
func (f *File) Load() (func(*huggingface.Member) collector.Listing, error) {
	r := f.read()
	select {
	case <-r.done:
	case <-r.late:
	}
	select {
	case <-r.done:
		return r.entries.classify, r.err
	default:
		return nil, fmt.Errorf("%s: not read within %s: the file system does not answer", f.path, loadTimeout)
	}
}

// read begins a reading, or joins the one under way.
func (f *File) read() *reading {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.reading != nil {
		return f.reading
	}
	ctx, cancel := context.WithTimeout(context.Background(), loadTimeout)
	r := &reading{late: ctx.Done(), done: make(chan struct{})}
	f.reading = r
	go func() {
		if r.err = f.refresh(); r.err != nil {
			f.entries = nil
		}
		r.entries = f.entries
		f.mu.Lock()
		f.reading = nil
		f.mu.Unlock()
		close(r.done)
		cancel()
	}()
	return r
}

func (f *File) refresh() error {
	file, err := f.open(f.path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
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
