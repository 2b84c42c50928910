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

// readFile reads a regular file.
func readFile(path string) ([]byte, error) {
	if err := CheckRegular(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path) //nolint:gosec // the operator names the file
}
