// Package config reads the configuration file: several organizations, each
// with a token, an interval and HTTP settings of its own.
//
// The file is YAML and read strictly. Every error names the file, the line
// where it is known, the key, and what is expected there; none repeats a value
// that may be a secret. The HTTP settings are those of
// github.com/prometheus/common/config, so they look as they do in
// prometheus.yml.
package config
