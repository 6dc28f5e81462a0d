package storage

import (
	"context"
	"fmt"
)

// ForgetOnce removes idempotency keys older than 24 hours; the daily tick
// calls it.
func (s *Store) ForgetOnce(ctx context.Context) error {
	if _, err := s.DB.ExecContext(ctx, `DELETE FROM once WHERE at < now() - interval '24 hours'`); err != nil {
		return fmt.Errorf("forgetting idempotency keys: %w", err)
	}
	return nil
}
