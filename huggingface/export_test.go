package huggingface

import (
	"io"
	"os"
)

// What the tests of the parsers reach directly.
var (
	NextLink        = nextLink
	ParseRateLimits = parseRateLimits
	AdvisedWait     = advisedWait
)

// DecodePage reads one page as a listing does.
func DecodePage(r io.Reader, yield func(Member) bool) error {
	return newDecoder().page(r, yield)
}

// PageDecoder reads many pages with one decoder, as a listing does.
func PageDecoder() func(r io.Reader, yield func(Member) bool) error {
	return newDecoder().page
}

// SetMaxBody returns the bound of decoded bodies and sets another.
func SetMaxBody(c *Client, n int64) int64 {
	before := c.maxBody
	c.maxBody = n
	return before
}

// SetOpen replaces what opens token files.
func (f *TokenFiles) SetOpen(open func(path string) (*os.File, error)) { f.open = open }

// DefaultTokenFiles are the token files of a source that [DefaultTokens]
// returned.
func DefaultTokenFiles(source TokenSource) *TokenFiles { return &source.(*defaultTokens).files }
