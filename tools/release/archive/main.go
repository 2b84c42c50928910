// Command archive packs a directory into a .tar.gz or a .zip whose bytes depend on nothing but names, contents and
// whether a file can be executed: sorted, one time for all, no owner.
//
// Usage: archive -epoch SECONDS -out FILE DIRECTORY. Names in the archive begin with the directory's own.
package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	epoch := flag.Int64("epoch", 0, "time of every file, in seconds since 1970")
	out := flag.String("out", "", "file to write, .tar.gz or .zip")
	flag.Parse()
	if flag.NArg() != 1 || *out == "" {
		fmt.Fprintln(os.Stderr, "usage: archive -epoch SECONDS -out FILE DIRECTORY")
		os.Exit(2)
	}
	if err := run(*out, flag.Arg(0), time.Unix(*epoch, 0).UTC()); err != nil {
		fmt.Fprintln(os.Stderr, "archive:", err)
		os.Exit(1)
	}
}

// writer begins a file of an archive; what is written afterwards is its content.
type writer func(name string, info fs.FileInfo) (io.Writer, error)

func run(out, directory string, when time.Time) error {
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	var begin writer
	var closers []io.Closer
	if strings.HasSuffix(out, ".zip") {
		z := zip.NewWriter(f)
		begin, closers = zipped(z, when), []io.Closer{z}
	} else {
		gz, err := gzip.NewWriterLevel(f, gzip.BestCompression)
		if err != nil {
			return err
		}
		t := tar.NewWriter(gz)
		begin, closers = tarred(t, when), []io.Closer{t, gz}
	}
	if err := pack(directory, begin); err != nil {
		return err
	}
	for _, closer := range append(closers, f) {
		if err := closer.Close(); err != nil {
			return err
		}
	}
	return nil
}

// pack walks the directory in the order of the names.
func pack(directory string, begin writer) error {
	return filepath.WalkDir(directory, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := os.Stat(file)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(directory, file)
		if err != nil {
			return err
		}
		w, err := begin(path.Join(filepath.Base(directory), filepath.ToSlash(relative)), info)
		if err != nil {
			return err
		}
		content, err := os.Open(file)
		if err != nil {
			return err
		}
		defer content.Close()
		_, err = io.Copy(w, content)
		return err
	})
}

func mode(info fs.FileInfo) fs.FileMode {
	if info.Mode()&0o100 != 0 {
		return 0o755
	}
	return 0o644
}

func tarred(t *tar.Writer, when time.Time) writer {
	return func(name string, info fs.FileInfo) (io.Writer, error) {
		return t, t.WriteHeader(&tar.Header{
			Typeflag: tar.TypeReg, Name: name, Size: info.Size(), Mode: int64(mode(info)), ModTime: when, Format: tar.FormatUSTAR,
		})
	}
}

func zipped(z *zip.Writer, when time.Time) writer {
	return func(name string, info fs.FileInfo) (io.Writer, error) {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: when}
		header.SetMode(mode(info))
		return z.CreateHeader(header)
	}
}
