package app

// NewHTTPServer is a server with the timeouts of the exporter's.
var NewHTTPServer = newHTTPServer

// EndInTime is what runs every command.
var EndInTime = endInTime

// HealthcheckURL is what the command healthcheck asks.
var HealthcheckURL = healthcheckURL
