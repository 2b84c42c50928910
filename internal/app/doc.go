// Package app is the command line: it reads flags and environment, and runs
// the commands serve, check, members and healthcheck.
package app
