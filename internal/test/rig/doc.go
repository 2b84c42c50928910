// Package rig puts the client and the collector together with a double of the
// Hub, for the tests of the collector and of the packages faults and soak.
//
// It is meant for bubbles of testing/synctest. The network is made of pipes,
// with real HTTP and TLS on them, so that slow bodies, timeouts, backoff and
// staleness take no real time. [Output], [ParseText], [Eventually] and [Golden]
// serve other tests as well.
package rig
