package app

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"

	"huggingface_exporter/internal/textfmt"
)

// What takes less than patience shows no progress. After that a terminal has
// one line that changes, and a log a line now and then.
const (
	patience         = time.Second
	terminalInterval = 200 * time.Millisecond
	logInterval      = 10 * time.Second
)

// progress shows what is done and how many members it has read so far, until
// stop is called. Add takes the number of members that were read since its last
// call; it may be called concurrently.
func (r reporter) progress(what string) (add func(members int), stop func()) {
	var (
		read  atomic.Int64
		ended sync.WaitGroup
		end   = make(chan struct{})
	)
	onTerminal, interval := isTerminal(r.Writer) && !r.json, logInterval
	if onTerminal {
		interval = terminalInterval
	}
	ended.Go(func() {
		for wait := patience; ; wait = interval {
			select {
			case <-time.After(wait):
				r.inform(what+": "+textfmt.Count(int(read.Load()), "member")+" read so far", onTerminal)
			case <-end:
				if onTerminal && wait == interval {
					fmt.Fprint(r.Writer, clearLine)
				}
				return
			}
		}
	})
	return func(members int) { read.Add(int64(members)) }, func() { close(end); ended.Wait() }
}

// isTerminal reports whether w is a terminal, so that a person reads along.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
