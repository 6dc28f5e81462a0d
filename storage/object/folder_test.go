package object

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func folderIn(t *testing.T, root string) *Folder {
	t.Helper()
	f, err := OpenFolder(root)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestFolderLayout looks at the files themselves: their place, closed to
// others, and no temporary one left.
func TestFolderLayout(t *testing.T) {
	root := filepath.Join(t.TempDir(), "objects")
	f := folderIn(t, root)
	h, _, err := f.Put(t.Context(), bytes.NewReader([]byte("云州市")), -1)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetID(t.Context(), "an id"); err != nil {
		t.Fatal(err)
	}
	want := map[string]fs.FileMode{
		".": 0o700, "tmp": 0o700, "sha256": 0o700, "hefa-id": 0o600,
		filepath.Join("sha256", string(h[:2])):            0o700,
		filepath.Join("sha256", string(h[:2]), string(h)): 0o600,
	}
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if mode, ok := want[rel]; !ok || mode != info.Mode().Perm() {
			t.Errorf("%s %v, want %v", rel, info.Mode().Perm(), mode)
		}
		delete(want, rel)
		return nil
	})
	if err != nil || len(want) != 0 {
		t.Errorf("not there: %v %v", want, err)
	}
}

// TestFolderPutTwice sees that an object that is put again is not written
// again, but is no old leftover any more.
func TestFolderPutTwice(t *testing.T) {
	f := folderIn(t, t.TempDir())
	h, _, err := f.Put(t.Context(), bytes.NewReader([]byte("again")), -1)
	if err != nil {
		t.Fatal(err)
	}
	key, _ := h.key()
	old := time.Now().Add(-30 * 24 * time.Hour)
	if err := os.Chtimes(f.path(key), old, old); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(f.path(key))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.Put(t.Context(), bytes.NewReader([]byte("again")), -1); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(f.path(key))
	if err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(before, after) {
		t.Error("it was written again")
	}
	if time.Since(after.ModTime()) > time.Hour {
		t.Errorf("its date is still %v", after.ModTime())
	}
}

func TestFolderSweepsAbandonedFiles(t *testing.T) {
	root := t.TempDir()
	f := folderIn(t, root)
	for name, age := range map[string]time.Duration{"put-old": 48 * time.Hour, "put-new": time.Minute} {
		path := f.path("tmp", name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		when := time.Now().Add(-age)
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	folderIn(t, root)
	left, err := os.ReadDir(f.path("tmp"))
	if err != nil || len(left) != 1 || left[0].Name() != "put-new" {
		t.Errorf("left: %v %v", left, err)
	}
}

// TestFolderGone takes the whole folder away, as when its disk is not mounted:
// that is no empty store, and no store must grow in its place.
func TestFolderGone(t *testing.T) {
	root := filepath.Join(t.TempDir(), "objects")
	f := folderIn(t, root)
	h, _, err := f.Put(t.Context(), bytes.NewReader([]byte("kept")), -1)
	if err != nil {
		t.Fatal(err)
	}
	away := root + ".away"
	if err := os.Rename(root, away); err != nil {
		t.Fatal(err)
	}
	_, _, putErr := f.Put(t.Context(), bytes.NewReader([]byte("lost")), -1)
	_, _, openErr := f.Open(t.Context(), h)
	_, statErr := f.Stat(t.Context(), h)
	_, idErr := f.ID(t.Context())
	for name, err := range map[string]error{
		"Put": putErr, "Open": openErr, "Stat": statErr, "ID": idErr,
		"SetID": f.SetID(t.Context(), "id"), "Check": f.Check(t.Context()),
		"List": f.List(t.Context(), func(Info) error { return nil }),
	} {
		if !errors.Is(err, ErrUnavailable) || errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v, want ErrUnavailable", name, err)
		}
	}
	if _, err := os.Stat(root); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a store grew in its place: %v", err)
	}
	if err := os.Rename(away, root); err != nil {
		t.Fatal(err)
	}
	r, _, err := f.Open(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if got, err := io.ReadAll(r); string(got) != "kept" || err != nil {
		t.Errorf("%q %v", got, err)
	}
}
