// Package bench has only benchmarks: of reading an organization from a Hub in
// another process, beside what else could read it, and of the exporter's own
// process. docs/performance.md has their results. They need Linux, whose /proc
// tells what a process took.
package bench
