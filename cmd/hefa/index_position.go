package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/google/uuid"
)

// How often a server tells how far its index has come, and for how long that
// is believed.
const (
	tellEvery    = 500 * time.Millisecond
	tellAnyway   = 5 * time.Second
	believedLive = "15 seconds"
)

// tellPosition tells the other servers and commands on this database how far
// this server's index has come, until ctx ends. A server that is gone is
// forgotten after a while.
func (s *site) tellPosition(ctx context.Context) error {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	name := fmt.Sprintf("index %s %s", host, uuid.NewString())
	var told int64 = -1
	var last time.Time
	tick := time.NewTicker(tellEvery)
	defer tick.Stop()
	for {
		if p := s.index.State().Position; p != told || time.Since(last) > tellAnyway {
			_, err := s.store.DB.ExecContext(ctx, `WITH gone AS (DELETE FROM follower WHERE name LIKE 'index %' AND at < now() - interval '1 hour')
				INSERT INTO follower (name, position, at) VALUES ($1, $2, now())
				ON CONFLICT (name) DO UPDATE SET position = excluded.position, at = excluded.at`, name, p)
			if err != nil && ctx.Err() == nil {
				slog.WarnContext(ctx, "telling the index's position", "error", err)
			}
			told, last = p, time.Now()
		}
		select {
		case <-ctx.Done():
			_, err := s.store.DB.ExecContext(context.WithoutCancel(ctx), `DELETE FROM follower WHERE name = $1`, name)
			if err != nil {
				slog.WarnContext(ctx, "taking back the index's position", "error", err)
			}
			return nil
		case <-tick.C:
		}
	}
}

// awaitIndex waits while any live index, this process's or that of another
// server on the database, is too far behind the log for another import.
func (s *site) awaitIndex(ctx context.Context) error {
	for {
		behind, err := s.indexBehind(ctx)
		if err != nil || !behind {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (s *site) indexBehind(ctx context.Context) (behind bool, err error) {
	if s.index != nil && s.index.State().Lag > importLag {
		return true, nil
	}
	err = s.store.DB.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM follower, event_counter
		WHERE name LIKE 'index %' AND at > now() - $1::interval AND seq - position > $2)`, believedLive, importLag).Scan(&behind)
	if err != nil {
		return false, fmt.Errorf("asking how far the indexes are: %w", err)
	}
	return behind, nil
}
