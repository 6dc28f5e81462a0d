package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
	"golang.org/x/time/rate"

	"hefa/storage"
)

// A machine may fail to sign in thirty times at once, and then thirty times a
// minute. Whoever signs in is not counted: an office behind one address may
// all begin work at nine. An account's own lockout is storage's.
const (
	failuresAtOnce  = 30
	failuresEach    = time.Minute / 30
	machinesAtMost  = 10000
	tryAgainSeconds = 10
	// signInsAtOnce is how many passwords are looked at together. The others
	// wait, so that of a thousand tries sent at once all but the first are
	// counted before they are looked at.
	signInsAtOnce = 4
)

var errTooMany = errors.New("too many failed sign-ins from one machine")

// signInLimit counts failed sign-ins by machine.
type signInLimit struct {
	turns    *semaphore.Weighted
	mu       sync.Mutex
	machines map[string]*rate.Limiter
}

func (l *signInLimit) of(machine string) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.machines == nil || len(l.machines) >= machinesAtMost {
		l.machines = map[string]*rate.Limiter{}
	}
	one, ok := l.machines[machine]
	if !ok {
		one = rate.NewLimiter(rate.Every(failuresEach), failuresAtOnce)
		l.machines[machine] = one
	}
	return one
}

// limited lets a machine that has failed too often wait, before any password
// is looked at.
func (s *server) limited(r *http.Request, signIn func() (storage.Person, error)) (storage.Person, error) {
	if err := s.signIns.turns.Acquire(r.Context(), 1); err != nil {
		return storage.Person{}, fmt.Errorf("waiting to sign in: %w", err)
	}
	defer s.signIns.turns.Release(1)
	limit := s.signIns.of(from(r).client)
	if limit.Tokens() < 1 {
		return storage.Person{}, errTooMany
	}
	p, err := signIn()
	if errors.Is(err, storage.ErrCredentials) || errors.Is(err, storage.ErrLocked) {
		limit.Allow()
	}
	return p, err
}

// retryAfter tells programs when to try again.
func retryAfter(h http.Header) { h.Set("Retry-After", strconv.Itoa(tryAgainSeconds)) }
