package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// socketName is where a running server takes commands, in the data folder.
const socketName = "hefa.sock"

// maxSocketPath is what fits into a socket address on every system.
const maxSocketPath = 100

// listenSocket opens the socket for commands, for the owner of the data folder
// alone. Whoever calls holds the folder's lock, so one that is there is a
// killed server's.
func (a *app) listenSocket() (net.Listener, error) {
	if err := os.Remove(a.path(socketName)); err != nil && !os.IsNotExist(err) {
		return nil, fmt.Errorf("removing a socket left behind: %w", err)
	}
	path, done, err := a.socketPath()
	if err != nil {
		return nil, err
	}
	defer done()
	old := syscall.Umask(0o177)
	defer syscall.Umask(old)
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("opening the socket for commands: %w", err)
	}
	// Its short name is gone by then: it is removed by its long one.
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	return &socket{Listener: l, path: a.path(socketName)}, nil
}

type socket struct {
	net.Listener
	path string
}

// Close removes the socket's name with it.
func (s *socket) Close() error {
	err := os.Remove(s.path)
	if closeErr := s.Listener.Close(); closeErr != nil {
		return closeErr
	}
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	return nil
}

// dialSocket reaches the server of the data folder.
func (a *app) dialSocket() (net.Conn, error) {
	path, done, err := a.socketPath()
	if err != nil {
		return nil, err
	}
	defer done()
	return net.Dial("unix", path)
}

// socketPath names the socket in a way short enough for a socket address: as
// it is, from the working folder, or through the open data folder.
func (a *app) socketPath() (path string, done func(), err error) {
	path = a.path(socketName)
	if wd, err := os.Getwd(); err == nil && len(path) > maxSocketPath {
		if rel, err := filepath.Rel(wd, path); err == nil {
			path = rel
		}
	}
	if len(path) <= maxSocketPath {
		return path, func() {}, nil
	}
	dir, err := os.Open(a.Data)
	if err != nil {
		return "", nil, fmt.Errorf("finding the socket for commands: %w", err)
	}
	path = strings.Join([]string{"/proc/self/fd", fmt.Sprint(dir.Fd()), socketName}, "/")
	return path, func() { _ = dir.Close() }, nil
}
