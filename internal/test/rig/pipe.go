package rig

import (
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// bufferSize is what a pipe takes before its reader reads: with no room at
// all, two sides that write at once would wait for each other without end.
const bufferSize = 64 << 10

// newPipe returns both ends of a connection in memory.
func newPipe() (a, b net.Conn) {
	there, back := newStream(), newStream()
	return &end{in: back, out: there}, &end{in: there, out: back}
}

// end is one end of a connection.
type end struct{ in, out *stream }

func (e *end) Read(p []byte) (int, error)  { return e.in.read(p) }
func (e *end) Write(p []byte) (int, error) { return e.out.write(p) }

func (e *end) Close() error {
	e.in.change(func(s *stream) { s.readerGone = true })
	e.out.change(func(s *stream) { s.writerGone = true })
	return nil
}

func (*end) LocalAddr() net.Addr  { return pipeAddress("pipe") }
func (*end) RemoteAddr() net.Addr { return pipeAddress("pipe") }

func (e *end) SetDeadline(t time.Time) error {
	_ = e.SetReadDeadline(t) // neither fails
	return e.SetWriteDeadline(t)
}

func (e *end) SetReadDeadline(t time.Time) error {
	e.in.change(func(s *stream) { s.wakeAt(&s.readBy, t) })
	return nil
}

func (e *end) SetWriteDeadline(t time.Time) error {
	e.out.change(func(s *stream) { s.wakeAt(&s.writeBy, t) })
	return nil
}

// stream is one direction.
type stream struct {
	mu      sync.Mutex
	changed *sync.Cond
	buffer  []byte

	readerGone, writerGone bool
	readBy, writeBy        time.Time // zero: no deadline
}

func newStream() *stream {
	s := &stream{}
	s.changed = sync.NewCond(&s.mu)
	return s
}

func (s *stream) change(f func(*stream)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s)
	s.changed.Broadcast()
}

// wakeAt sets a deadline, and wakes all who wait when it passes.
func (s *stream) wakeAt(deadline *time.Time, t time.Time) {
	*deadline = t
	if wait := time.Until(t); !t.IsZero() && wait > 0 {
		time.AfterFunc(wait, func() { s.change(func(*stream) {}) })
	}
}

func passed(deadline time.Time) bool { return !deadline.IsZero() && !time.Now().Before(deadline) }

func (s *stream) read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case s.readerGone:
			return 0, net.ErrClosed
		case passed(s.readBy):
			return 0, os.ErrDeadlineExceeded
		case len(s.buffer) > 0:
			n := copy(p, s.buffer)
			s.buffer = s.buffer[n:]
			s.changed.Broadcast()
			return n, nil
		case s.writerGone:
			return 0, io.EOF
		}
		s.changed.Wait()
	}
}

func (s *stream) write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for written := 0; ; {
		switch room := bufferSize - len(s.buffer); {
		case written == len(p):
			return written, nil
		case s.writerGone:
			return written, net.ErrClosed
		case s.readerGone:
			return written, os.NewSyscallError("write", syscall.EPIPE)
		case passed(s.writeBy):
			return written, os.ErrDeadlineExceeded
		case room > 0:
			n := min(room, len(p)-written)
			s.buffer = append(s.buffer, p[written:written+n]...)
			written += n
			s.changed.Broadcast()
			continue
		}
		s.changed.Wait()
	}
}
