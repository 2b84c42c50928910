// Package exposition answers /metrics without encoding again what did not
// change: metrics come in parts, and each part keeps its text. What Prometheus
// sees is what promhttp would send.
package exposition
