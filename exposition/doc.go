// Package exposition makes the text of /metrics without encoding again what did
// not change: metrics come in parts, and each part keeps its text. It knows
// nothing of HTTP.
package exposition
