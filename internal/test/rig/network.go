package rig

import (
	"context"
	"net"
	"os"
	"strings"
	"sync"
	"syscall"
)

// Network connects in memory. The zero Network refuses every connection.
type Network struct {
	mu        sync.Mutex
	listeners map[string]*listener
	broken    error
}

// Break makes Dial fail with this error, until nil repairs it.
func (n *Network) Break(err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.broken = err
}

// Listen accepts connections to an address such as hub.test:80.
func (n *Network) Listen(address string) net.Listener {
	n.mu.Lock()
	defer n.mu.Unlock()
	l := &listener{address: pipeAddress(address), accepted: make(chan net.Conn), closed: make(chan struct{})}
	if n.listeners == nil {
		n.listeners = make(map[string]*listener)
	}
	n.listeners[address] = l
	return l
}

// Dial is what http.Transport takes as DialContext.
func (n *Network) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	address = strings.ToLower(address) // as names are
	n.mu.Lock()
	l, broken := n.listeners[address], n.broken
	n.mu.Unlock()
	failed := func(err error) error {
		return &net.OpError{Op: "dial", Net: network, Addr: pipeAddress(address), Err: err}
	}
	refused := failed(os.NewSyscallError("connect", syscall.ECONNREFUSED))
	switch {
	case broken != nil:
		return nil, failed(broken)
	case l == nil:
		return nil, refused
	}
	client, server := newPipe()
	select {
	case l.accepted <- server:
		return client, nil
	case <-l.closed:
		return nil, refused
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// listener hands out the far ends of pipes.
type listener struct {
	address  pipeAddress
	accepted chan net.Conn
	closing  sync.Once
	closed   chan struct{}
}

func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.accepted:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *listener) Close() error {
	l.closing.Do(func() { close(l.closed) })
	return nil
}

func (l *listener) Addr() net.Addr { return l.address }

type pipeAddress string

func (pipeAddress) Network() string  { return "pipe" }
func (a pipeAddress) String() string { return string(a) }
