// Package web holds the exporter's answers to Prometheus, to people and to
// probes: metrics, the status page, health, readiness and reload. The page is
// plain HTML and CSS, works without scripts and shows no personal data. No
// organization, endpoint or token is taken from a request.
package web
