package huggingface

import "time"

// Endpoint is a part of the Hub's API.
type Endpoint string

// The endpoints that a [Client] asks.
const (
	EndpointMembers  Endpoint = "members"
	EndpointOverview Endpoint = "overview"
	EndpointWhoAmI   Endpoint = "whoami"
)

// Attempt is one HTTP exchange with the Hub. Retries are attempts of their
// own. An observer of attempts is set by [WithObserver].
type Attempt struct {
	Endpoint Endpoint
	Token    TokenID
	// Code is the HTTP status ("200"), or as [ErrorCode] has it where no
	// answer came ("timeout", "connection", "response").
	Code string
	// Duration is the time to the response's headers.
	Duration time.Duration
	// RateLimits is what the answer said of the token's quota.
	RateLimits []RateLimit
}

// BucketAPI is the bucket that the endpoints of a [Client] belong to. Others
// say nothing about them.
const BucketAPI = "api"

// RateLimit is the state of one bucket of requests, as the headers RateLimit
// and RateLimit-Policy report it.
type RateLimit struct {
	Bucket string
	// Limit is the quota of a window; not disclosed where the answer had no
	// policy for the bucket.
	Limit     Optional[int64]
	Remaining int64
	// Reset is when the quota resets.
	Reset time.Time
}
