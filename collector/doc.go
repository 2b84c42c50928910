// Package collector polls the members of Hugging Face organizations and
// publishes what it counted as Prometheus metrics.
//
// Each organization has one goroutine that reads the members list on an
// interval. A complete list becomes an immutable snapshot; a list that broke
// off changes nothing of the last one. [Collector.Collect] only hands
// out what the snapshots hold: it never waits for the Hub, nor for a scrape.
//
// What the Hub left out is counted as undisclosed and never as no, zero or
// false. The package knows nothing of HTTP and JSON: it asks a [Hub].
package collector
