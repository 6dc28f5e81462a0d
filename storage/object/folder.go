package object

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Folder is a [Store] in a folder of one machine, for one server.
type Folder struct {
	root string
}

// checkLimit is how long Check waits.
const checkLimit = 5 * time.Second

// abandoned is the age from which a temporary file is one that a killed
// server left.
const abandoned = 24 * time.Hour

// OpenFolder returns the store in a folder, which is made where there is none,
// closed to others.
func OpenFolder(path string) (*Folder, error) {
	root, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("opening object folder %s: %w", path, err)
	}
	f := &Folder{root: root}
	for _, dir := range []string{f.path(prefix), f.path("tmp")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("opening object folder %s: %w: %w", path, ErrUnavailable, err)
		}
	}
	return f, f.sweep()
}

// sweep removes temporary files that nobody writes any more.
func (f *Folder) sweep() error {
	entries, err := os.ReadDir(f.path("tmp"))
	if err != nil {
		return f.trouble("clearing temporary files", err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && time.Since(info.ModTime()) > abandoned {
			err = os.Remove(f.path("tmp", e.Name()))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return f.trouble("clearing temporary files", err)
		}
	}
	return nil
}

func (f *Folder) path(elem ...string) string {
	return filepath.Join(f.root, filepath.Join(elem...))
}

// trouble wraps an error of the file system.
func (f *Folder) trouble(doing string, err error) error {
	return fmt.Errorf("%s in object folder %s: %w: %w", doing, f.root, ErrUnavailable, err)
}

// Put implements [Store]: a temporary file, synced, is renamed to its name,
// and the folder synced.
func (f *Folder) Put(ctx context.Context, r io.Reader, size int64) (Hash, int64, error) {
	s, err := fill(ctx, f.path("tmp"), r, size)
	if err != nil {
		return "", 0, err
	}
	defer s.discard()
	key, err := s.hash.key()
	if err != nil {
		return "", 0, err
	}
	path := f.path(key)
	if info, err := os.Stat(path); err == nil && info.Size() == s.size {
		// It is there. That it was asked for now keeps it from being taken for
		// an old leftover before its row is written.
		now := time.Now()
		if err := os.Chtimes(path, now, now); err != nil {
			return "", 0, f.trouble("renewing an object", err)
		}
		// Who put it first may not have come to this yet.
		if err := syncFolders(filepath.Dir(path), f.path(prefix)); err != nil {
			return "", 0, f.trouble("storing an object", err)
		}
		return s.hash, s.size, nil
	}
	if err := f.place(s.file, path); err != nil {
		return "", 0, f.trouble("storing an object", err)
	}
	return s.hash, s.size, nil
}

// place gives a temporary file its lasting name, so that after a crash there
// is either all of it or nothing.
func (f *Folder) place(file *os.File, path string) error {
	if err := file.Sync(); err != nil {
		return err
	}
	dir := filepath.Dir(path)
	// Not MkdirAll: a folder whose disk is gone must not grow anew below it.
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	return syncFolders(dir, filepath.Dir(dir))
}

// Open implements [Store].
func (f *Folder) Open(_ context.Context, h Hash) (io.ReadCloser, int64, error) {
	key, err := h.key()
	if err != nil {
		return nil, 0, err
	}
	file, err := os.Open(f.path(key))
	if err != nil {
		return nil, 0, f.missing("opening object "+string(h), err)
	}
	info, err := file.Stat()
	if err != nil {
		_ = file.Close()
		return nil, 0, f.trouble("opening object "+string(h), err)
	}
	return verify(file, h, info.Size()), info.Size(), nil
}

// Stat implements [Store].
func (f *Folder) Stat(_ context.Context, h Hash) (Info, error) {
	key, err := h.key()
	if err != nil {
		return Info{}, err
	}
	info, err := os.Stat(f.path(key))
	if err != nil {
		return Info{}, f.missing("looking for object "+string(h), err)
	}
	return Info{Hash: h, Size: info.Size(), Modified: info.ModTime()}, nil
}

// missing tells an object that is not there from a store that is not there.
func (f *Folder) missing(doing string, err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return f.trouble(doing, err)
	}
	if _, rootErr := os.Stat(f.path(prefix)); rootErr != nil {
		return f.trouble(doing, rootErr)
	}
	return fmt.Errorf("%s: %w", doing, ErrNotFound)
}

// List implements [Store].
func (f *Folder) List(ctx context.Context, visit func(Info) error) error {
	return filepath.WalkDir(f.path(prefix), func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return f.trouble("listing objects", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		rel, err := filepath.Rel(f.root, path)
		if err != nil {
			return f.trouble("listing objects", err)
		}
		h, ok := hashOfKey(filepath.ToSlash(rel))
		if !ok || !e.Type().IsRegular() {
			return nil // not put by us
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // deleted meanwhile
		}
		if err != nil {
			return f.trouble("listing objects", err)
		}
		return visit(Info{Hash: h, Size: info.Size(), Modified: info.ModTime()})
	})
}

// Delete implements [Store].
func (f *Folder) Delete(_ context.Context, h Hash) error {
	key, err := h.key()
	if err != nil {
		return err
	}
	if err := os.Remove(f.path(key)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return f.trouble("deleting object "+string(h), err)
	}
	return nil
}

// ID implements [Store].
func (f *Folder) ID(context.Context) (string, error) {
	raw, err := os.ReadFile(f.path(idKey))
	if err != nil {
		err = f.missing("reading the store's identity", err)
		if errors.Is(err, ErrNotFound) {
			return "", nil
		}
		return "", err
	}
	return strings.TrimSpace(string(raw)), nil
}

// SetID implements [Store].
func (f *Folder) SetID(ctx context.Context, id string) error {
	s, err := fill(ctx, f.path("tmp"), strings.NewReader(id), -1)
	if err != nil {
		return err
	}
	defer s.discard()
	if err := s.file.Sync(); err != nil {
		return f.trouble("writing the store's identity", err)
	}
	if err := os.Rename(s.file.Name(), f.path(idKey)); err != nil {
		return f.trouble("writing the store's identity", err)
	}
	if err := syncFolders(f.root); err != nil {
		return f.trouble("writing the store's identity", err)
	}
	return nil
}

// Check implements [Store] by writing a small file: a full or read-only disk
// is as bad as none. A disk that does not answer, as network ones may, counts
// as gone.
func (f *Folder) Check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, checkLimit)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		if _, err := os.Stat(f.path(prefix)); err != nil {
			done <- err
			return
		}
		s, err := fill(ctx, f.path("tmp"), strings.NewReader("check"), -1)
		if err == nil {
			s.discard()
		}
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			return f.trouble("checking", err)
		}
		return nil
	case <-ctx.Done():
		return f.trouble("checking", ctx.Err())
	}
}

// syncFolders makes new names in the folders last.
func syncFolders(dirs ...string) error {
	for _, dir := range dirs {
		d, err := os.Open(dir)
		if err != nil {
			return err
		}
		err = d.Sync()
		if closeErr := d.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			return err
		}
	}
	return nil
}
