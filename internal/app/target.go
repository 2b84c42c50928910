package app

import (
	"huggingface_exporter/collector"
	"huggingface_exporter/internal/config"
	"huggingface_exporter/internal/directory"
)

// directories are the directory files in use, by path. Organizations with the
// same file share it, and a reload changes nothing about it.
type directories map[string]*directory.File

func (d directories) file(path string) *directory.File {
	f, known := d[path]
	if !known {
		f = directory.NewFile(path)
		d[path] = f
	}
	return f
}

// target is an organization of the configuration as serve polls it and as check
// tests it. It lacks the Hub.
func (d directories) target(o config.Organization) collector.Target {
	t := collector.Target{
		Organization: o.Name, Interval: o.Interval, Timeout: o.Timeout, PageSize: o.PageSize,
		SeatLimit: o.SeatLimit, SeatPrice: o.SeatPrice, SeatCurrency: o.SeatCurrency,
	}
	if o.DirectoryFile != "" {
		t.Directory = d.file(o.DirectoryFile)
	}
	return t
}
