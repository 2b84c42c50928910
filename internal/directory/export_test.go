package directory

import "os"

// SetOpen replaces what opens the file.
func (f *File) SetOpen(open func(path string) (*os.File, error)) { f.open = open }
