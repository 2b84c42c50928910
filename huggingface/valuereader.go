package huggingface

import (
	"bytes"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// maxValue bounds a string or a number of an answer, in bytes. The decoder
// holds it whole.
const maxValue = 12 << 20

// valueReader reads a body for a decoder and bounds what the decoder has to
// hold: the text since the end of the last token.
type valueReader struct {
	r       io.Reader
	decoder *jsontext.Decoder
	read    int64
}

func (v *valueReader) Read(p []byte) (int, error) {
	if v.read-v.decoder.InputOffset() > maxValue {
		return 0, &ResponseError{Err: fmt.Errorf("it has a value larger than %d MiB", maxValue>>20)}
	}
	n, err := v.r.Read(p[:min(len(p), readSize)])
	if n > 0 && len(bytes.TrimLeft(p[:n], " \t\r\n")) == 0 {
		n = 1 // The decoder would hold all of the white space.
	}
	v.read += int64(n)
	return n, err
}
