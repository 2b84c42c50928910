// Package hubtest is an in-process double of the Hugging Face Hub, as
// net/http/httptest is one of HTTP servers: for tests and for demonstrations,
// with no network beyond loopback.
//
// A [Hub] answers
//
//	GET /api/organizations/{name}/members
//	GET /api/organizations/{name}/overview
//	GET /api/whoami-v2
//
// in the shape of the Hub's public OpenAPI description
// (https://huggingface.co/.well-known/openapi.json): what a token may not see
// is left out, lists come in pages that a Link header joins, every answer
// carries the RateLimit headers, and errors look like the Hub's.
//
// A test tells the Hub the truth ([Hub.SetOrganization]), switches on what
// shall go wrong ([Hub.Fault]) and reads what arrived ([Hub.Requests]).
package hubtest
