package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// tickLock is the advisory lock under which one server does the daily work.
const tickLock = 0x68656661_7469636b // "hefatick"

// copyLock is the one under which one server copies its search index.
const copyLock = 0x68656661_636f7079 // "hefacopy"

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
		if err := s.prove(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "comparing the search index", "error", err)
		}
	}
}

// daily does the daily work unless another server is at it.
func (s *site) daily(ctx context.Context) error {
	return s.alone(ctx, tickLock, s.work)
}

// alone does something unless another server is at it, which holds the lock.
func (s *site) alone(ctx context.Context, lock int64, work func(context.Context) error) error {
	conn, err := s.store.DB.Conn(ctx)
	if err != nil {
		return fmt.Errorf("taking a connection: %w", err)
	}
	defer func() { _ = conn.Close() }() // back to the pool
	var mine bool
	if err := conn.QueryRowContext(ctx, `SELECT pg_try_advisory_lock($1)`, lock).Scan(&mine); err != nil {
		return fmt.Errorf("taking the lock %x: %w", lock, err)
	}
	if !mine {
		return nil
	}
	defer func() {
		// With the connection lost the lock is gone too.
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, lock)
	}()
	return work(ctx)
}

func (s *site) work(ctx context.Context) error {
	return errors.Join(s.notices.Daily(ctx), s.store.ForgetOnce(ctx), s.index.ForgetMisses(ctx))
}

// prove compares this server's index with the database, says what differs and
// indexes that anew.
func (s *site) prove(ctx context.Context) error {
	found, err := s.index.Compare(ctx)
	if err != nil || len(found.Differences) == 0 {
		return err
	}
	slog.ErrorContext(ctx, "the search index differs from the database", "texts", len(found.Differences), "of", found.Texts, "first", found.Differences[0])
	return s.index.Repair(ctx, found)
}

// keepCopies looks every hour whether a copy of the search index is due, first
// when the index knows anything, until ctx ends.
func (s *site) keepCopies(ctx context.Context) error {
	if err := s.index.Wait(ctx, 1); err != nil {
		return ignoreCancelled(err)
	}
	for {
		if err := s.alone(ctx, copyLock, s.index.Snapshot); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "copying the search index", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Hour):
		}
	}
}
