// Package derived keeps what was worked out from texts and files and could be
// worked out again: redlines, converted files, pictures. Its rows may be
// emptied at any time.
package derived

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	"hefa/storage"
)

// Keep answers what is kept under a key, or else makes it and keeps it. kind
// names what it is, for whoever empties the table. What cannot be kept is
// answered all the same.
func Keep(ctx context.Context, s *storage.Store, kind, key string, work func() ([]byte, error)) ([]byte, error) {
	key = kind + "/" + key
	var data []byte
	err := s.DB.QueryRowContext(ctx, `SELECT data FROM derived WHERE key = $1`, key).Scan(&data)
	if err == nil {
		return data, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("looking for %s: %w", key, err)
	}
	if data, err = work(); err != nil {
		return nil, err
	}
	_, err = s.DB.ExecContext(ctx, `INSERT INTO derived (key, kind, data) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, key, kind, data)
	if err != nil {
		slog.WarnContext(ctx, "keeping derived data", "key", key, "error", err)
	}
	return data, nil
}
