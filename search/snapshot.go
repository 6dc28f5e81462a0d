package search

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"hefa/storage"
	"hefa/storage/object"
)

// copyDir is where a copy is put together before it is sent, and where one
// that was fetched is, in the index folder.
const copyDir = ".copy"

// snapshotEvery is how old the newest copy must be before another is made.
const snapshotEvery = 20 * time.Hour

// snapshotFile is one file of a copy.
type snapshotFile struct {
	Name string
	Hash object.Hash
	Size int64
}

// Snapshot puts a copy of the index into the object store, from which a server
// without an index begins, unless there is one less than a day old or the
// index is not complete. It supersedes those before it, which are removed.
func (s *Search) Snapshot(ctx context.Context) error {
	if st := s.State(); !st.Complete || st.Rebuilding {
		return nil
	}
	var fresh bool
	err := s.store.DB.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM index_snapshot WHERE made_with = $1 AND at > now() - $2 * interval '1 second')`,
		madeWith(), snapshotEvery.Seconds()).Scan(&fresh)
	if err != nil {
		return fmt.Errorf("looking for copies of the index: %w", err)
	}
	if fresh {
		return nil
	}
	return s.snapshot(ctx)
}

func (s *Search) snapshot(ctx context.Context) error {
	dir := s.folder.join(copyDir)
	if err := errors.Join(os.RemoveAll(dir), os.Mkdir(dir, 0o700)); err != nil {
		return fmt.Errorf("making a folder for the index's copy: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // the next copy removes it too
	position, err := s.copyTo(dir)
	if err != nil {
		return err
	}
	names, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("listing the index's copy: %w", err)
	}
	var files []snapshotFile
	for _, entry := range names {
		f, err := s.send(ctx, filepath.Join(dir, entry.Name()))
		if err != nil {
			return err
		}
		files = append(files, f)
	}
	gone, err := s.keepSnapshot(ctx, position, files)
	if err != nil {
		return err
	}
	for _, hash := range gone {
		if err := s.store.Objects.Delete(ctx, hash); err != nil {
			slog.WarnContext(ctx, "removing a file of an old copy of the index", "error", err)
		}
	}
	return nil
}

// copyTo copies the index in use; the position is at most that of the copy.
func (s *Search) copyTo(dir string) (int64, error) {
	s.using.RLock()
	defer s.using.RUnlock()
	if s.index == nil {
		return 0, errNotOpen
	}
	p, err := s.index.progress()
	if err != nil {
		return 0, err
	}
	return p.position, s.index.engine.Copy(dir)
}

func (s *Search) send(ctx context.Context, path string) (snapshotFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return snapshotFile{}, fmt.Errorf("reading the index's copy: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	hash, size, err := s.store.Objects.Put(ctx, f, -1)
	if err != nil {
		return snapshotFile{}, fmt.Errorf("keeping the index's copy: %w", err)
	}
	return snapshotFile{filepath.Base(path), hash, size}, nil
}

// keepSnapshot writes the rows of a copy whose objects are there, removes those
// of the copies before it, and answers which objects nothing refers to any
// more.
func (s *Search) keepSnapshot(ctx context.Context, position int64, files []snapshotFile) ([]object.Hash, error) {
	tx, err := s.store.DB.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("keeping the index's copy: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	rows, err := tx.QueryContext(ctx, `SELECT DISTINCT hash FROM index_snapshot_file`)
	if err != nil {
		return nil, fmt.Errorf("listing old copies of the index: %w", err)
	}
	old, err := storage.Collect(rows, func(h *object.Hash) []any { return []any{h} })
	if err != nil {
		return nil, fmt.Errorf("listing old copies of the index: %w", err)
	}
	id := storage.NewID()
	if _, err := tx.ExecContext(ctx, `DELETE FROM index_snapshot`); err != nil {
		return nil, fmt.Errorf("forgetting old copies of the index: %w", err)
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO index_snapshot (id, made_with, position) VALUES ($1, $2, $3)`, id, madeWith(), position); err != nil {
		return nil, fmt.Errorf("keeping the index's copy: %w", err)
	}
	for _, f := range files {
		if _, err := tx.ExecContext(ctx, `INSERT INTO index_snapshot_file (snapshot, name, hash, size) VALUES ($1, $2, $3, $4)`, id, f.Name, f.Hash, f.Size); err != nil {
			return nil, fmt.Errorf("keeping the index's copy: %w", err)
		}
	}
	var gone []object.Hash
	for _, h := range old {
		var used bool
		err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM blob WHERE hash = $1) OR EXISTS (SELECT FROM index_snapshot_file WHERE hash = $1)`, h).Scan(&used)
		if err != nil {
			return nil, fmt.Errorf("looking who uses %s: %w", h, err)
		}
		if !used {
			gone = append(gone, h)
		}
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("keeping the index's copy: %w", err)
	}
	return gone, nil
}

// fetch brings the newest copy of the index into a folder that does not exist
// yet. It answers false where there is none that this program can read.
func (s *Search) fetch(ctx context.Context, name string) (bool, error) {
	var id storage.ID
	err := s.store.DB.QueryRowContext(ctx, `SELECT id FROM index_snapshot WHERE made_with = $1 ORDER BY at DESC LIMIT 1`, madeWith()).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) || s.store.Objects == nil {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("looking for a copy of the index: %w", err)
	}
	rows, err := s.store.DB.QueryContext(ctx, `SELECT name, hash, size FROM index_snapshot_file WHERE snapshot = $1`, id)
	if err != nil {
		return false, fmt.Errorf("listing a copy of the index: %w", err)
	}
	files, err := storage.Collect(rows, func(f *snapshotFile) []any { return []any{&f.Name, &f.Hash, &f.Size} })
	if err != nil {
		return false, fmt.Errorf("listing a copy of the index: %w", err)
	}
	dir := s.folder.join(copyDir)
	if err := errors.Join(os.RemoveAll(dir), os.Mkdir(dir, 0o700)); err != nil {
		return false, fmt.Errorf("making a folder for the index's copy: %w", err)
	}
	for _, f := range files {
		if err := s.receive(ctx, f, filepath.Join(dir, filepath.Base(f.Name))); err != nil {
			return false, errors.Join(err, os.RemoveAll(dir))
		}
	}
	if err := os.Rename(dir, s.folder.join(name)); err != nil {
		return false, fmt.Errorf("putting the index's copy in its place: %w", err)
	}
	return true, nil
}

// receive fetches one file; the object store checks its hash.
func (s *Search) receive(ctx context.Context, f snapshotFile, path string) error {
	in, _, err := s.store.Objects.Open(ctx, f.Hash)
	if err != nil {
		return fmt.Errorf("fetching the index's copy: %w", err)
	}
	defer func() { _ = in.Close() }() // only read
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("fetching the index's copy: %w", err)
	}
	n, err := io.Copy(out, in)
	if err = errors.Join(err, out.Close()); err == nil && n != f.Size {
		err = fmt.Errorf("%s has %d bytes, not %d: %w", f.Name, n, f.Size, object.ErrCorrupt)
	}
	if err != nil {
		return fmt.Errorf("fetching the index's copy: %w", err)
	}
	return nil
}
