// Package process tests the exporter as it is run: a process with signals,
// files, sockets and certificates.
package process
