// Package huggingface is a client of the Hugging Face Hub's API, as far as an
// exporter of an organization's seats needs it: the list of members, the
// overview, and the account behind a token.
//
// A [Client] streams: it never holds a page, and requests the next page while
// it reads the current one. It retries a page whose body breaks off. It sends
// its token only to the endpoint that it was made for. What the Hub leaves out
// of a member is an [Optional] that is not disclosed, never false or zero.
//
// Every error has a short code ([ErrorCode]) for counters and a kind ([KindOf])
// for those who explain it. The package does not depend on Prometheus and does
// not log.
//
// The facts of the API come from the Hub's public OpenAPI description
// (https://huggingface.co/.well-known/openapi.json) and its documentation of
// rate limits (https://huggingface.co/docs/hub/rate-limits).
package huggingface
