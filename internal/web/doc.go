// Package web holds the exporter's answers to Prometheus, to people and to
// probes: metrics, the status page, the runbooks of the alerts, health,
// readiness and reload. The pages are plain HTML and CSS, work without scripts
// and show no personal data. No organization, endpoint or token is taken from a
// request.
package web
