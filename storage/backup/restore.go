package backup

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/lib/pq"
	"golang.org/x/sync/errgroup"

	"hefa/storage"
	"hefa/storage/object"
)

// Restore brings a backup into an empty database and an empty object store,
// and moves its schema on to this program's. Everything is checked by hash
// before a row is written.
func Restore(ctx context.Context, s *storage.Store, dir string) (Manifest, error) {
	m, err := Read(dir)
	if err != nil {
		return m, err
	}
	if err := checkTables(dir, m); err != nil {
		return m, err
	}
	if err := mustBeEmpty(ctx, s); err != nil {
		return m, err
	}
	// Objects first: a row without its object must never be.
	if err := restoreObjects(ctx, s.Objects, dir, m); err != nil {
		return m, err
	}
	if err := s.MigrateTo(ctx, m.Schema); err != nil {
		return m, err
	}
	if err := loadRows(ctx, s, dir, m); err != nil {
		return m, err
	}
	if err := s.Migrate(ctx); err != nil {
		return m, err
	}
	return m, s.Objects.SetID(ctx, m.Installation)
}

// checkTables checks the hash of every table's file.
func checkTables(dir string, m Manifest) error {
	for _, t := range m.Tables {
		f, err := os.Open(tableFile(dir, t.Name))
		if err != nil {
			return fmt.Errorf("checking table %s: %w: %w", t.Name, ErrDamaged, err)
		}
		sum := sha256.New()
		_, err = io.Copy(sum, f)
		_ = f.Close() // only read
		if err != nil {
			return fmt.Errorf("checking table %s: %w", t.Name, err)
		}
		if hex.EncodeToString(sum.Sum(nil)) != t.SHA256 {
			return fmt.Errorf("table %s: %w", t.Name, ErrDamaged)
		}
	}
	return nil
}

// mustBeEmpty answers [ErrNotEmpty] where the database has a table or the
// store an object.
func mustBeEmpty(ctx context.Context, s *storage.Store) error {
	var used bool
	err := s.DB.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM pg_class WHERE relkind = 'r'
		AND relnamespace = 'public'::regnamespace)`).Scan(&used)
	if err != nil {
		return fmt.Errorf("looking into the database: %w", err)
	}
	if used {
		return fmt.Errorf("the database has tables: %w", ErrNotEmpty)
	}
	id, err := s.Objects.ID(ctx)
	if err != nil {
		return err
	}
	if id != "" {
		return fmt.Errorf("the object store is in use: %w", ErrNotEmpty)
	}
	return s.Objects.List(ctx, func(object.Info) error {
		return fmt.Errorf("the object store has objects: %w", ErrNotEmpty)
	})
}

func restoreObjects(ctx context.Context, to object.Store, dir string, m Manifest) error {
	if _, err := os.Stat(filepath.Join(dir, objectsDir)); err != nil {
		return fmt.Errorf("looking for the objects: %w: %w", ErrDamaged, err)
	}
	from, err := object.OpenFolder(filepath.Join(dir, objectsDir))
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(copyLimit)
	found := 0
	err = from.List(ctx, func(i object.Info) error {
		found++
		group.Go(func() error { return copyObject(ctx, from, to, i.Hash) })
		return ctx.Err()
	})
	if copyErr := group.Wait(); copyErr != nil {
		err = copyErr
	}
	if errors.Is(err, object.ErrCorrupt) {
		err = fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if err == nil && found < m.Objects {
		err = fmt.Errorf("%d of %d objects are there: %w", found, m.Objects, ErrDamaged)
	}
	return err
}

// loadRows fills every table in one transaction. Foreign keys are taken away
// meanwhile, so that the tables' order does not matter, and checked when they
// are put back.
func loadRows(ctx context.Context, s *storage.Store, dir string, m Manifest) error {
	tx, err := s.DB.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("beginning to load: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // nothing, once committed
	if _, err := tx.ExecContext(ctx, `SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`); err != nil {
		return fmt.Errorf("beginning to load: %w", err)
	}
	back, err := dropForeignKeys(ctx, tx)
	if err != nil {
		return err
	}
	for _, t := range m.Tables {
		if err := loadTable(ctx, tx, dir, t); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, back); err != nil {
		return fmt.Errorf("checking references between rows: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("committing what was loaded: %w", err)
	}
	return nil
}

// dropForeignKeys takes foreign keys away and answers the SQL that puts them
// back.
func dropForeignKeys(ctx context.Context, tx *sql.Tx) (back string, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)
		FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY conrelid, conname`)
	if err != nil {
		return "", fmt.Errorf("listing references between tables: %w", err)
	}
	type foreignKey struct{ table, name, definition string }
	keys, err := storage.Collect(rows, func(k *foreignKey) []any { return []any{&k.table, &k.name, &k.definition} })
	if err != nil {
		return "", err
	}
	var drop, restore strings.Builder
	for _, k := range keys {
		name := pq.QuoteIdentifier(k.name)
		fmt.Fprintf(&drop, "ALTER TABLE %s DROP CONSTRAINT %s;\n", k.table, name)
		fmt.Fprintf(&restore, "ALTER TABLE %s ADD CONSTRAINT %s %s;\n", k.table, name, k.definition)
	}
	if _, err := tx.ExecContext(ctx, drop.String()); err != nil {
		return "", fmt.Errorf("setting references aside: %w", err)
	}
	return restore.String(), nil
}
