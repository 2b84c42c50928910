package config

import (
	"errors"
	"fmt"
	"os"
)

var errNotRegular = errors.New("not a regular file")

// CheckRegular reports why a file is missing or cannot be read again and
// again. Opening a FIFO, for one, waits until somebody writes to it.
func CheckRegular(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
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

// readFile reads a regular file.
func readFile(path string) ([]byte, error) {
	if err := CheckRegular(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path) //nolint:gosec // the operator names the file
}
