package search

import (
	"context"
	"sync"
)

// seen is the log position the index has reached, and who waits for it.
type seen struct {
	mu      sync.Mutex
	at      int64
	changed chan struct{}
}

func (s *seen) position() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at
}

// forget begins again from nothing.
func (s *seen) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = 0
}

func (s *seen) reach(position int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if position <= s.at {
		return
	}
	s.at = position
	if s.changed != nil {
		close(s.changed)
		s.changed = nil
	}
}

func (s *seen) wait(ctx context.Context, position int64) error {
	for {
		s.mu.Lock()
		if s.at >= position {
			s.mu.Unlock()
			return nil
		}
		if s.changed == nil {
			s.changed = make(chan struct{})
		}
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
