package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
)

var errNotRegular = errors.New("not a regular file")

// CheckRegular reports why a file is missing or cannot be read again and
// again. Opening a FIFO, for one, waits until somebody writes to it.
func CheckRegular(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return checkMode(path, info)
}

func checkMode(path string, info os.FileInfo) error {
	switch {
	case info.IsDir():
		return &os.PathError{Op: "read", Path: path, Err: errors.New("is a directory")}
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: %w", path, errNotRegular)
	}
	return nil
}

// NamedFile is a file that a key names.
type NamedFile struct{ Key, Path string }

// Check reports why the file cannot be used, and names the key.
func (f NamedFile) Check() error {
	if f.Path == "" {
		return nil
	}
	if err := CheckRegular(f.Path); err != nil {
		return fmt.Errorf("%s: %w", f.Key, err)
	}
	return nil
}

// OpenRegular opens a regular file. It does not wait, also where the file
// becomes a FIFO at the last moment.
func OpenRegular(path string) (*os.File, error) {
	if err := CheckRegular(path); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		err = checkMode(path, info)
	}
	if err != nil {
		_ = f.Close() // nothing was written
		return nil, err
	}
	return f, nil
}

func readFile(path string) ([]byte, error) {
	f, err := OpenRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
