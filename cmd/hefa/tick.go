package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// tickLock is the advisory lock under which one server does the daily work.
const tickLock = 0x68656661_7469636b // "hefatick"

// tick does the daily work at once and then every midnight, until ctx ends.
func (s *site) tick(ctx context.Context) error {
	for {
		if err := s.daily(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "daily work", "error", err)
		}
		now := time.Now().In(s.store.Location)
		midnight := time.Date(now.Year(), now.Month(), now.Day()+1, 0, 1, 0, 0, s.store.Location)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Until(midnight)):
		}
	}
}

// daily does the daily work unless another server is at it.
func (s *site) daily(ctx context.Context) error {
	conn, err := s.store.DB.Conn(ctx)
	if err != nil {
		return fmt.Errorf("taking a connection: %w", err)
	}
	defer func() { _ = conn.Close() }() // back to the pool
	var mine bool
	if err := conn.QueryRowContext(ctx, `SELECT pg_try_advisory_lock($1)`, int64(tickLock)).Scan(&mine); err != nil {
		return fmt.Errorf("taking the lock of the daily work: %w", err)
	}
	if !mine {
		return nil
	}
	defer func() {
		// With the connection lost the lock is gone too.
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, int64(tickLock))
	}()
	return s.store.ForgetOnce(ctx)
}
