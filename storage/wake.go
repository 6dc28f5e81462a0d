package storage

import (
	"sync"
	"time"

	"github.com/lib/pq"
)

// pollEvery is how long a follower sleeps when nothing hurries it.
const pollEvery = 500 * time.Millisecond

// wake tells followers that the log has grown. LISTEN only hurries them: when
// the connection is lost they go on polling.
type wake struct {
	mu       sync.Mutex
	waiting  chan struct{}
	once     sync.Once
	dsn      string
	listener *pq.Listener
	done     chan struct{}
}

func newWake(dsn string) *wake {
	return &wake{dsn: dsn, waiting: make(chan struct{}), done: make(chan struct{})}
}

// Grown is closed when the log may have grown since the call: at a
// notification, and in any case within half a second.
func (s *Store) Grown() <-chan struct{} {
	s.wake.once.Do(s.wake.start)
	s.wake.mu.Lock()
	defer s.wake.mu.Unlock()
	return s.wake.waiting
}

func (w *wake) start() {
	w.listener = pq.NewListener(w.dsn, time.Second, 30*time.Second, nil)
	// The error is the connection's; polling goes on without it.
	go func() { _ = w.listener.Listen("hefa_event") }()
	go w.run()
}

func (w *wake) run() {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-w.done:
			return
		case <-w.listener.NotificationChannel():
		case <-tick.C:
		}
		w.mu.Lock()
		close(w.waiting)
		w.waiting = make(chan struct{})
		w.mu.Unlock()
	}
}

func (w *wake) close() {
	close(w.done)
	if w.listener != nil {
		_ = w.listener.Close()
	}
}
