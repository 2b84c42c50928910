package app

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"huggingface_exporter/internal/textfmt"
)

// What takes less than patience shows no progress. After that a terminal has
// one line that changes, and a log a line now and then.
const (
	patience         = time.Second
	terminalInterval = 200 * time.Millisecond
	logInterval      = 10 * time.Second
)

// showProgress shows on w what is done and how many members it has read so far,
// until stop is called.
func showProgress(w io.Writer, what string) (progress func(members int), stop func()) {
	var (
		read  atomic.Int64
		ended sync.WaitGroup
		end   = make(chan struct{})
	)
	before, after, interval := "", "\n", logInterval
	if isTerminal(w) {
		before, after, interval = "\r\x1b[K", "", terminalInterval // clears the line
	}
	ended.Go(func() {
		for wait := patience; ; wait = interval {
			select {
			case <-time.After(wait):
				fmt.Fprintf(w, "%s%s: %s read so far%s", before, what, textfmt.Count(int(read.Load()), "member"), after)
			case <-end:
				if wait == interval {
					fmt.Fprint(w, before)
				}
				return
			}
		}
	})
	return func(members int) { read.Store(int64(members)) }, func() { close(end); ended.Wait() }
}
