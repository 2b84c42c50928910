// Package soak polls twenty organizations for a long time while three requests
// in ten go wrong, and checks what must always hold.
//
// SOAKTIME=10m make soak makes the long time ten minutes of computing,
// which are months for the exporter, as it runs in a bubble of testing/synctest.
package soak
