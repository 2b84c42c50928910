// Package docs holds the documents that the exporter shows itself.
package docs

import "embed"

// Runbooks has one file for each alert: runbooks/ALERT.md.
//
//go:embed runbooks/*.md
var Runbooks embed.FS
