package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"hefa/storage"
	"hefa/storage/object"
)

// KeepUnreferenced is how long an object without a row is left alone: its row
// may be about to be written, and putting it again renews it.
const KeepUnreferenced = 7 * 24 * time.Hour

// CheckOptions say how thorough a check is.
type CheckOptions struct {
	// Hashes reads every object and checks its hash.
	Hashes bool
	// Remove removes objects without a row that are older than
	// [KeepUnreferenced].
	Remove bool
}

// Report is what a check found.
type Report struct {
	// Rows and Objects are how many there are.
	Rows    int `json:"rows"`
	Objects int `json:"objects"`
	// Missing are rows without an object, Corrupt objects whose bytes do not
	// have their hash, or their row's size.
	Missing []object.Hash `json:"missing,omitempty"`
	Corrupt []object.Hash `json:"corrupt,omitempty"`
	// Unreferenced are objects without a row, of so many bytes.
	Unreferenced      int   `json:"unreferenced"`
	UnreferencedBytes int64 `json:"unreferencedBytes"`
	Removed           int   `json:"removed"`
}

// Sound reports whether every row has its object.
func (r Report) Sound() bool { return len(r.Missing) == 0 && len(r.Corrupt) == 0 }

// Check compares rows and objects. It may run beside a server.
func Check(ctx context.Context, s *storage.Store, o CheckOptions) (Report, error) {
	var r Report
	rows, err := s.DB.QueryContext(ctx, `SELECT hash, size FROM blob`)
	if err != nil {
		return r, fmt.Errorf("listing rows: %w", err)
	}
	blobs, err := storage.Collect(rows, func(i *object.Info) []any { return []any{&i.Hash, &i.Size} })
	if err != nil {
		return r, err
	}
	r.Rows = len(blobs)
	// Objects are listed after the rows, so that each row listed must have one.
	there := map[object.Hash]object.Info{}
	if err := s.Objects.List(ctx, func(i object.Info) error { there[i.Hash] = i; return nil }); err != nil {
		return r, err
	}
	r.Objects = len(there)
	for _, b := range blobs {
		i, ok := there[b.Hash]
		switch {
		case !ok:
			r.Missing = append(r.Missing, b.Hash)
		case i.Size != b.Size:
			r.Corrupt = append(r.Corrupt, b.Hash)
		case o.Hashes:
			continue // read below
		}
		delete(there, b.Hash)
	}
	if o.Hashes {
		if err := r.read(ctx, s.Objects, blobs, there); err != nil {
			return r, err
		}
	}
	return r, r.unreferenced(ctx, s, there, o.Remove)
}

// read reads the objects of rows and checks their hashes, and takes them off
// what is there.
func (r *Report) read(ctx context.Context, store object.Store, blobs []object.Info, there map[object.Hash]object.Info) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(copyLimit)
	var mu sync.Mutex
	for _, b := range blobs {
		if _, ok := there[b.Hash]; !ok {
			continue
		}
		delete(there, b.Hash)
		group.Go(func() error {
			err := readObject(ctx, store, b.Hash)
			if !errors.Is(err, object.ErrCorrupt) {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			r.Corrupt = append(r.Corrupt, b.Hash)
			return nil
		})
	}
	return group.Wait()
}

func readObject(ctx context.Context, store object.Store, h object.Hash) error {
	in, _, err := store.Open(ctx, h)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // only read
	if _, err := io.Copy(io.Discard, in); err != nil {
		return fmt.Errorf("reading object %s: %w", h, err)
	}
	return nil
}

// unreferenced counts, and removes if asked, objects without a row. Those
// whose row was written since the rows were listed are not among them.
func (r *Report) unreferenced(ctx context.Context, s *storage.Store, left map[object.Hash]object.Info, remove bool) error {
	for hash, i := range left {
		var has bool
		err := s.DB.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM blob WHERE hash = $1) OR EXISTS (SELECT FROM index_snapshot_file WHERE hash = $1)`, hash).Scan(&has)
		if err != nil {
			return fmt.Errorf("looking for the row of %s: %w", hash, err)
		}
		if has {
			continue
		}
		r.Unreferenced++
		r.UnreferencedBytes += i.Size
		if !remove || time.Since(i.Modified) < KeepUnreferenced {
			continue
		}
		if err := s.Objects.Delete(ctx, hash); err != nil {
			return err
		}
		r.Removed++
	}
	return nil
}
