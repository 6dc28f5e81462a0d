package engine

import (
	"sync"
	"time"
)

// mostUnsaved is how many entries may be waiting to be written to disk, each
// taking some kilobytes of memory until then.
const mostUnsaved = 30_000

// unsaved counts the entries that are not yet on disk.
type unsaved struct {
	mu      sync.Mutex
	entries int
	changed chan struct{} // closed when entries shrinks; nil where nobody waits
}

// add waits until there is room, or the index has failed, and counts n entries
// more. What it answers counts them off again, once.
func (u *unsaved) add(n int, failed <-chan struct{}) (saved func()) {
	u.until(func() bool { return u.entries == 0 || u.entries+n <= mostUnsaved }, nil, failed)
	u.mu.Lock()
	u.entries += n
	u.mu.Unlock()
	return sync.OnceFunc(func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		u.entries -= n
		if u.changed != nil {
			close(u.changed)
			u.changed = nil
		}
	})
}

// wait answers whether everything is on disk within a time.
func (u *unsaved) wait(limit time.Duration, failed <-chan struct{}) bool {
	return u.until(func() bool { return u.entries == 0 }, time.After(limit), failed)
}

func (u *unsaved) until(ok func() bool, timeout <-chan time.Time, failed <-chan struct{}) bool {
	for {
		u.mu.Lock()
		if ok() {
			u.mu.Unlock()
			return true
		}
		if u.changed == nil {
			u.changed = make(chan struct{})
		}
		changed := u.changed
		u.mu.Unlock()
		select {
		case <-changed:
		case <-timeout:
			return false
		case <-failed:
			return false
		}
	}
}
