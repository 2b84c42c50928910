// Package huggingface is a client of the Hugging Face Hub's API, for as much
// of it as tells who holds which seat of an organization: the members list
// and the account behind a token.
//
// A [Client] streams: it never holds a page, it asks for the next page while
// the present one is still being read, and it sends its token to nobody but
// the endpoint that it was made for. What the Hub leaves out of a member is an
// [Optional] that is not disclosed, never a false or a zero.
//
// Every error has a short code ([ErrorCode]) for counters and a finer kind
// ([KindOf]) for those who explain it. The package knows nothing of Prometheus and logs
// nothing.
//
// The facts of the API come from the Hub's public OpenAPI description
// (https://huggingface.co/.well-known/openapi.json) and its documentation of
// rate limits (https://huggingface.co/docs/hub/rate-limits).
package huggingface
