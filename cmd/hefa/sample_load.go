package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"hefa/sample"
	"hefa/storage"
)

// sampleMark is a file that stands in the data folder while sample data is
// being loaded. Where it is found at start, a load was killed in the middle:
// nobody can have worked in it, and it is begun again from nothing.
const sampleMark = "sample.incomplete"

// forgetHalfSample empties the database where loading sample data was killed.
func (s *site) forgetHalfSample(ctx context.Context) error {
	if _, err := os.Stat(s.app.path(sampleMark)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := s.store.DB.ExecContext(ctx, `DROP SCHEMA public CASCADE; CREATE SCHEMA public`); err != nil {
		return fmt.Errorf("clearing half of the sample data: %w", err)
	}
	if err := s.store.Migrate(ctx); err != nil {
		return err
	}
	// The objects stay, and with them the id that ties them to the database.
	id, err := s.store.Objects.ID(ctx)
	if err != nil {
		return err
	}
	if id != "" {
		if _, err := s.store.DB.ExecContext(ctx, `UPDATE installation SET id = $1`, id); err != nil {
			return fmt.Errorf("keeping the installation's id: %w", err)
		}
	}
	// The search index, if there was time for one, spoke of what is gone.
	return os.RemoveAll(s.app.path("index"))
}

// loadSample fills an installation in which nothing has ever been done.
func (s *site) loadSample(ctx context.Context) error {
	mark := s.app.path(sampleMark)
	position, err := s.store.Position(ctx)
	if err != nil {
		return err
	}
	if position == 0 {
		if err := os.WriteFile(mark, nil, 0o600); err != nil {
			return fmt.Errorf("marking the sample data as begun: %w", err)
		}
		if err := sample.Load(ctx, s.store, time.Now().Add(s.app.Now.offset), s.openAgo); err != nil {
			return err
		}
		if _, err := s.store.DB.ExecContext(ctx, `UPDATE installation SET sample = true`); err != nil {
			return fmt.Errorf("marking the sample data: %w", err)
		}
	}
	if err := os.Remove(mark); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("marking the sample data as done: %w", err)
	}
	return nil
}

// openAgo opens the site's store once more with its clock set back.
func (s *site) openAgo(ctx context.Context, ago time.Duration) (*storage.Store, error) {
	return storage.Open(ctx, storage.Config{
		DSN: s.cluster.DSN(), Objects: s.store.Objects, Zone: s.app.TZ, ClockOffset: s.app.Now.offset - ago,
	})
}
