package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Follow hands every event after the follower's own position to handle, in
// order, in batches of at most 500, until the context ends. The position moves
// after handle has answered nil, so an event may be seen twice after a crash
// but is never missed; on an error the batch is tried again.
func (s *Store) Follow(ctx context.Context, name string, handle func(context.Context, []Event) error) {
	for ctx.Err() == nil {
		grown := s.Grown()
		n, err := s.followOnce(ctx, name, handle)
		switch {
		case err != nil && ctx.Err() == nil:
			slog.WarnContext(ctx, "following the log", "follower", name, "error", err)
			sleep(ctx, 2*time.Second)
		case n == 0:
			select {
			case <-ctx.Done():
			case <-grown:
			}
		}
	}
}

func (s *Store) followOnce(ctx context.Context, name string, handle func(context.Context, []Event) error) (int, error) {
	var after int64
	err := s.DB.QueryRowContext(ctx, `SELECT position FROM follower WHERE name = $1`, name).Scan(&after)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("reading the position of %s: %w", name, err)
	}
	batch, err := s.Events(ctx, after, 500)
	if err != nil || len(batch) == 0 {
		return 0, err
	}
	if err := handle(ctx, batch); err != nil {
		return 0, err
	}
	_, err = s.DB.ExecContext(ctx, `INSERT INTO follower (name, position) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET position = excluded.position, at = act_time()`, name, batch[len(batch)-1].Seq)
	if err != nil {
		return 0, fmt.Errorf("moving the position of %s: %w", name, err)
	}
	return len(batch), nil
}

func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
