package huggingface

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"
	"time"
)

const (
	// maxTokenFile bounds what is read of a token file, in bytes: a token has
	// about forty, so more is some other file.
	maxTokenFile = 64 << 10

	// tokenFileTimeout is how long a token file may take. A network file system
	// may not answer at all, and a read cannot be called back.
	tokenFileTimeout = 3 * time.Second
)

var (
	errTokenFileLate = errors.New("not read in time: the file system does not answer (check that it is mounted and that its server responds)")
	errNotRegular    = errors.New("it is not a regular file")
)

// TokenFiles reads token files, each path once at a time: on a file system that
// does not answer, a reading blocks a thread for as long as that lasts. The zero
// value is ready to use. It is safe for use by several goroutines.
type TokenFiles struct {
	open func(path string) (*os.File, error) // nil for openRegular

	mu       sync.Mutex
	readings map[string]*tokenReading // those under way, by path; guarded by mu
}

// tokenReading is one of a file that all share who want it meanwhile.
type tokenReading struct {
	late <-chan struct{} // closed after the timeout, or when it is done
	done chan struct{}   // closed when token and err are set

	token Token
	err   error
}

// TokenFile is the source of the token that stands alone in a file. See
// [TokenFiles.Source].
func TokenFile(path string) TokenSource { return new(TokenFiles).Source(path) }

// Source is the source of the token that stands alone in a file. A file that is
// missing, not a regular file, unreadable or empty is an error, and so is one
// that is not read within a few seconds. The source does not wait again for a
// reading that is late.
func (f *TokenFiles) Source(path string) TokenSource {
	return TokenSourceFunc(func(ctx context.Context) (Token, error) { return f.read(ctx, path) })
}

func (f *TokenFiles) read(ctx context.Context, path string) (Token, error) {
	if ctx.Err() != nil {
		return Token{}, ctx.Err()
	}
	r := f.join(path)
	select {
	case <-r.done:
	case <-r.late:
	case <-ctx.Done():
	}
	select {
	case <-r.done:
	default:
		if errors.Is(ctx.Err(), context.Canceled) {
			return Token{}, ctx.Err()
		}
		return Token{}, tokenFileError(path, errTokenFileLate)
	}
	return r.token, r.err
}

// join begins a reading, or joins the one under way.
func (f *TokenFiles) join(path string) *tokenReading {
	f.mu.Lock()
	defer f.mu.Unlock()
	if r, ok := f.readings[path]; ok {
		return r
	}
	late, cancel := context.WithTimeout(context.Background(), tokenFileTimeout)
	r := &tokenReading{late: late.Done(), done: make(chan struct{})}
	if f.readings == nil {
		f.readings = map[string]*tokenReading{}
	}
	f.readings[path] = r
	open := f.open
	if open == nil {
		open = openRegular
	}
	go func() {
		r.token, r.err = readToken(path, open)
		f.mu.Lock()
		delete(f.readings, path)
		f.mu.Unlock()
		close(r.done)
		cancel()
	}()
	return r
}

func readToken(path string, open func(path string) (*os.File, error)) (Token, error) {
	file, err := open(path)
	if err != nil {
		return Token{}, tokenFileError(path, err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxTokenFile+1))
	switch {
	case err != nil:
		return Token{}, tokenFileError(path, err)
	case len(text) > maxTokenFile:
		return Token{}, tokenFileError(path, fmt.Errorf("it has more than %d bytes, so it is not a token file", maxTokenFile))
	}
	return NewToken(string(text), tokenFileSource(path))
}

// openRegular opens a file. It does not wait for the writer of a FIFO, also
// where the file becomes one at the last moment. A directory is left to the
// read, whose error says so.
func openRegular(path string) (*os.File, error) {
	if err := checkRegular(os.Stat(path)); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, err
	}
	if err := checkRegular(file.Stat()); err != nil {
		_ = file.Close() // nothing was written
		return nil, err
	}
	return file, nil
}

func checkRegular(info os.FileInfo, err error) error {
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return errNotRegular
	}
	return err
}

func tokenFileError(path string, err error) error {
	return &TokenError{Source: tokenFileSource(path), Err: err}
}

func tokenFileSource(path string) string { return "the file " + path }
