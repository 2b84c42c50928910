package huggingface

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/gzip"
)

// The bounds of decoded answers, in bytes: of a page of the members list, and
// of others.
const (
	defaultMaxBody = 64 << 20
	maxSmallBody   = 4 << 20
)

func (s *session) bodyBound() int64 {
	if s.endpoint == EndpointMembers {
		return s.maxBody
	}
	return maxSmallBody
}

// requestTimeoutError is a timeout as net.Error has it.
type requestTimeoutError string

func (e requestTimeoutError) Error() string { return string(e) }
func (requestTimeoutError) Timeout() bool   { return true }
func (requestTimeoutError) Temporary() bool { return true }

// The two timeouts of an exchange. The first is also the cause for which an
// exchange is canceled.
const (
	errNoAnswer requestTimeoutError = "no answer within the request timeout"
	errSlowBody requestTimeoutError = "the answer was not read completely within the request timeout"
)

// body reads an answer within a time, counting only the time spent in reading.
type body struct {
	raw    io.ReadCloser
	cause  func() error // why the exchange was canceled
	cancel context.CancelCauseFunc
	timer  *time.Timer
	left   time.Duration
	// err is how reading from the network failed, which tells a broken
	// connection from an answer that arrived whole and is wrong.
	err error
}

func (b *body) Read(p []byte) (int, error) {
	start := time.Now()
	b.timer.Reset(max(b.left, 1))
	n, err := b.raw.Read(p)
	b.timer.Stop()
	b.left -= time.Since(start)
	if err != nil && !errors.Is(err, io.EOF) {
		if errors.Is(b.cause(), errNoAnswer) {
			err = errSlowBody
		}
		b.err = err
	}
	return n, err
}

func (b *body) Close() error {
	b.timer.Stop()
	defer b.cancel(nil)
	return b.raw.Close()
}

// decoded returns the body with its encoding undone and its size bounded, in
// bytes.
func (b *body) decoded(encoding string, bound int64) io.ReadCloser {
	d := &decodedBody{body: b, bound: bound, left: bound}
	switch encoding {
	case "", "identity":
		d.read = b.Read
	case "gzip", "x-gzip":
		d.read = d.gunzip
	default:
		d.err = &ResponseError{Err: fmt.Errorf("it has the encoding %q, which was not asked for", encoding)}
	}
	return d
}

// decodedBody is what the readers of answers see.
type decodedBody struct {
	body        *body
	read        func([]byte) (int, error)
	bound, left int64
	err         error // the first one
}

func (d *decodedBody) Read(p []byte) (int, error) {
	if d.err != nil {
		return 0, d.err
	}
	n, err := d.read(p)
	switch d.left -= int64(n); {
	case d.left < 0:
		n, err = 0, &ResponseError{Err: fmt.Errorf("it is larger than %d MiB", d.bound>>20)}
	case err == nil, errors.Is(err, io.EOF):
	case d.body.err != nil:
		err = d.body.err
	default:
		err = &ResponseError{Err: err}
	}
	d.err = err
	return n, err
}

// gunzip reads the gzip header at the first read, not before: answers that
// are not read do not need one.
func (d *decodedBody) gunzip(p []byte) (int, error) {
	z, err := gzip.NewReader(d.body)
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return 0, err
	}
	d.read = z.Read
	return z.Read(p)
}

func (d *decodedBody) Close() error { return d.body.Close() }
