package storage

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrSchema is a database whose schema is not this program's own.
var ErrSchema = errors.New("the database's schema is not this version's")

// Migrate brings the schema up to this program's, under an advisory lock, and
// fixes the installation's id on first use.
func (s *Store) Migrate(ctx context.Context) error {
	provider, err := s.migrator()
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrating the schema: %w", err)
	}
	_, err = s.DB.ExecContext(ctx, `INSERT INTO installation (id) VALUES ($1) ON CONFLICT DO NOTHING`, NewID())
	if err != nil {
		return fmt.Errorf("naming the installation: %w", err)
	}
	return nil
}

// MigrateTo brings an empty database to an earlier version of the schema, for
// rows of that version to be loaded; [Store.Migrate] goes on from there. A
// version this program does not know is [ErrSchema].
func (s *Store) MigrateTo(ctx context.Context, version int64) error {
	provider, err := s.migrator()
	if err != nil {
		return err
	}
	_, target, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("reading the schema's version: %w", err)
	}
	if version > target {
		return fmt.Errorf("rows are of version %d, this program knows %d: %w", version, target, ErrSchema)
	}
	if _, err := provider.UpTo(ctx, version); err != nil {
		return fmt.Errorf("migrating the schema to %d: %w", version, err)
	}
	return nil
}

// CheckSchema answers [ErrSchema] unless the schema is exactly this program's.
func (s *Store) CheckSchema(ctx context.Context) error {
	provider, err := s.migrator()
	if err != nil {
		return err
	}
	var exists bool
	if err := s.DB.QueryRowContext(ctx, `SELECT to_regclass('goose_db_version') IS NOT NULL`).Scan(&exists); err != nil {
		return fmt.Errorf("looking for the schema: %w", err)
	}
	if !exists {
		return fmt.Errorf("it is empty: %w", ErrSchema)
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("reading the schema's version: %w", err)
	}
	if current != target {
		return fmt.Errorf("it is at %d, wanted %d: %w", current, target, ErrSchema)
	}
	return nil
}

func (s *Store) migrator() (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, fmt.Errorf("reading the migrations: %w", err)
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return nil, fmt.Errorf("making the migration lock: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, s.DB, files, goose.WithSessionLocker(locker))
	if err != nil {
		return nil, fmt.Errorf("reading the migrations: %w", err)
	}
	return provider, nil
}

// ErrForeignStore is an object store that belongs to another database.
var ErrForeignStore = errors.New("the object store belongs to another installation")

// Bind ties the object store to the database: a new store takes the
// installation's id, any other than its own is [ErrForeignStore].
func (s *Store) Bind(ctx context.Context) error {
	var id string
	if err := s.DB.QueryRowContext(ctx, `SELECT id FROM installation`).Scan(&id); err != nil {
		return fmt.Errorf("reading the installation's id: %w", err)
	}
	held, err := s.Objects.ID(ctx)
	if err != nil {
		return fmt.Errorf("reading the object store's id: %w", err)
	}
	switch held {
	case id:
		return nil
	case "":
		var blobs bool
		if err := s.DB.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM blob)`).Scan(&blobs); err != nil {
			return fmt.Errorf("looking for files: %w", err)
		}
		if blobs {
			return fmt.Errorf("the store has no id though there are files: %w", ErrForeignStore)
		}
		return s.Objects.SetID(ctx, id)
	}
	return fmt.Errorf("the store's id is %s, the database's %s: %w", held, id, ErrForeignStore)
}

// Sample reports whether the installation runs on sample data, whose accounts
// have a known password.
func (s *Store) Sample(ctx context.Context) (bool, error) {
	var sample bool
	err := s.DB.QueryRowContext(ctx, `SELECT sample FROM installation`).Scan(&sample)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("asking for sample data: %w", err)
	}
	return sample, nil
}
