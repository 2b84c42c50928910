// Package web holds the exporter's pages for people and for probes: the status
// page, health, readiness and reload. They are plain HTML and CSS, work
// without scripts, show no personal data, and take no organization, endpoint
// or token from a request.
package web
