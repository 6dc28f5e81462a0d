package web

import (
	"io"
	"sync"

	"hefa/storage/object"
)

type storageObject = object.Info

// lockedWriter lets the server's goroutines share a log.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}
