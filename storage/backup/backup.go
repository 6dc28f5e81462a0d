// Package backup copies an installation, its rows and its objects, into one
// folder while people work, brings it back elsewhere, and checks that rows and
// objects agree.
//
// Rows are written by hefa itself, as JSON lines of PostgreSQL's own text
// forms, not by pg_dump: a pg_dump older than the server refuses, an outside
// database has none beside it, and the schema is known anyway: it is made by
// the migrations up to the version that the backup names.
package backup

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"hefa/storage"
	"hefa/storage/object"
)

// format is the version of the folder's layout.
const format = 1

// Manifest is what a backup holds. It is written last: a folder without one is
// no backup.
type Manifest struct {
	Format int `json:"format"`
	// Program is the hefa that wrote it, Schema the version of its rows.
	Program string    `json:"program"`
	Schema  int64     `json:"schema"`
	At      time.Time `json:"at"`
	// Installation is the id that ties database and objects together.
	Installation string `json:"installation"`
	// Position is the newest event of the log in it.
	Position int64   `json:"position"`
	Tables   []Table `json:"tables"`
	Objects  int     `json:"objects"`
	// Bytes are those of the objects.
	Bytes int64 `json:"bytes"`
	// Lost are objects that were gone or damaged already when it was taken.
	Lost []object.Hash `json:"lost,omitempty"`
}

// Table is one table's rows.
type Table struct {
	Name string `json:"name"`
	Rows int    `json:"rows"`
	// SHA256 is that of the file, Content that of the lines in it: equal rows
	// give equal content, whoever packed them.
	SHA256  string `json:"sha256"`
	Content string `json:"content"`
}

const (
	manifestName = "manifest.json"
	settingsName = "settings.json"
	tablesDir    = "database"
	objectsDir   = "objects"
)

var (
	// ErrNotEmpty is a folder, database or object store that already holds
	// something.
	ErrNotEmpty = errors.New("the target is not empty")
	// ErrNotBackup is a folder that holds no whole backup of a known format.
	ErrNotBackup = errors.New("not a backup")
	// ErrDamaged is a backup whose content does not have the hash it names.
	ErrDamaged = errors.New("the backup is damaged")
)

// Write copies the store into a new or empty folder. The rows are those of one
// moment; objects are only ever added, so those that the rows name are there
// afterwards. settings are kept beside them for people to read; they must not
// be secret.
func Write(ctx context.Context, s *storage.Store, dir, program string, settings any) (Manifest, error) {
	m := Manifest{Format: format, Program: program}
	if err := makeEmpty(dir); err != nil {
		return m, err
	}
	blobs, err := writeRows(ctx, s, dir, &m)
	if err != nil {
		return m, err
	}
	if err := copyObjects(ctx, s.Objects, dir, blobs, &m); err != nil {
		return m, err
	}
	if err := writeJSON(filepath.Join(dir, settingsName), settings); err != nil {
		return m, err
	}
	return m, writeJSON(filepath.Join(dir, manifestName), m)
}

// makeEmpty makes a folder closed to others, or finds it empty.
func makeEmpty(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("making %s: %w", dir, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("looking into %s: %w", dir, err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s: %w", dir, ErrNotEmpty)
	}
	return os.Mkdir(filepath.Join(dir, tablesDir), 0o700)
}

// writeRows writes every table as of one snapshot, and answers the objects
// that its rows name.
func writeRows(ctx context.Context, s *storage.Store, dir string, m *Manifest) (blobs []object.Info, err error) {
	tx, err := s.DB.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("taking a snapshot: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // it only read
	if _, err := tx.ExecContext(ctx, `SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`); err != nil {
		return nil, fmt.Errorf("taking a snapshot: %w", err)
	}
	err = tx.QueryRowContext(ctx, `SELECT act_time(), (SELECT id FROM installation), (SELECT seq FROM event_counter),
		(SELECT max(version_id) FROM goose_db_version WHERE is_applied)`).Scan(&m.At, &m.Installation, &m.Position, &m.Schema)
	if err != nil {
		return nil, fmt.Errorf("reading the installation: %w", err)
	}
	names, err := tables(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		t, err := writeTable(ctx, tx, dir, name)
		if err != nil {
			return nil, err
		}
		m.Tables = append(m.Tables, t)
	}
	rows, err := tx.QueryContext(ctx, `SELECT hash, size FROM blob ORDER BY hash`)
	if err != nil {
		return nil, fmt.Errorf("listing objects: %w", err)
	}
	return storage.Collect(rows, func(i *object.Info) []any { return []any{&i.Hash, &i.Size} })
}

// copyLimit is how many objects are copied at once.
const copyLimit = 4

// copyObjects copies objects into the backup's folder, which is an object
// folder like any other. Reading checks each hash.
func copyObjects(ctx context.Context, from object.Store, dir string, blobs []object.Info, m *Manifest) error {
	to, err := object.OpenFolder(filepath.Join(dir, objectsDir))
	if err != nil {
		return err
	}
	lost := make([]bool, len(blobs))
	group, copying := errgroup.WithContext(ctx)
	group.SetLimit(copyLimit)
	for i, blob := range blobs {
		group.Go(func() error {
			err := copyObject(copying, from, to, blob.Hash)
			lost[i] = errors.Is(err, object.ErrNotFound) || errors.Is(err, object.ErrCorrupt)
			if lost[i] {
				return nil
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, blob := range blobs {
		if lost[i] {
			m.Lost = append(m.Lost, blob.Hash)
			continue
		}
		m.Objects++
		m.Bytes += blob.Size
	}
	return to.SetID(ctx, m.Installation)
}

func copyObject(ctx context.Context, from, to object.Store, h object.Hash) error {
	r, size, err := from.Open(ctx, h)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // only read
	if _, _, err := to.Put(ctx, r, size); err != nil {
		return fmt.Errorf("copying object %s: %w", h, err)
	}
	return nil
}

// Read reads a backup's manifest; [ErrNotBackup] where there is none.
func Read(dir string) (Manifest, error) {
	var m Manifest
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("%s has no %s: %w", dir, manifestName, ErrNotBackup)
	}
	if err != nil {
		return m, fmt.Errorf("reading the backup: %w", err)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("reading %s: %w: %w", manifestName, ErrNotBackup, err)
	}
	if m.Format != format {
		return m, fmt.Errorf("its format is %d: %w", m.Format, ErrNotBackup)
	}
	return m, nil
}

// writeJSON writes a file and makes it last.
func writeJSON(name string, v any) error {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	_, err = f.Write(append(data, '\n'))
	return finish(f, err)
}

// finish syncs and closes a file that was written, whatever came before.
func finish(f *os.File, err error) error {
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", f.Name(), err)
	}
	return nil
}
