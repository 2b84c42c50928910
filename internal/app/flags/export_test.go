package flags

import "github.com/alecthomas/kingpin/v2"

// Model is what kingpin knows of the flags.
func Model() *kingpin.ApplicationModel { return newParser().app.Model() }
