package app

import "github.com/alecthomas/kingpin/v2"

// NewHTTPServer is a server with the timeouts of the exporter's.
var NewHTTPServer = newHTTPServer

// Model is what kingpin knows of the flags.
func Model() *kingpin.ApplicationModel { return newApplication(&options{}).Model() }
