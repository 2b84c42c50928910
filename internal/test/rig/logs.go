package rig

import (
	"fmt"
	"slices"
	"sync"
)

// Line is a line of the log, by key.
type Line map[string]string

// Logs is a logger that keeps what it is told.
type Logs struct {
	mu    sync.Mutex
	lines []Line
}

// Log implements the Logger of go-kit.
func (l *Logs) Log(keyvals ...any) error {
	line := make(Line)
	for pair := range slices.Chunk(keyvals, 2) {
		line[fmt.Sprint(pair[0])] = fmt.Sprint(pair[1])
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line)
	return nil
}

// Take returns the lines since the last Take.
func (l *Logs) Take() []Line {
	l.mu.Lock()
	defer l.mu.Unlock()
	lines := l.lines
	l.lines = nil
	return lines
}
