// Package faults holds the tests of what goes wrong: the network, TLS, proxies,
// the Hub's answers, tokens and clocks.
//
// Each row of its tables switches one fault on, for an organization that has
// been read before and for one that has not, and states what /metrics and the
// log then say, and that the next scrape without the fault is right again. See
// world_test.go for what holds for every row.
package faults
