package backup_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/backup"
	"hefa/storage/cluster/clustertest"
	"hefa/storage/intake"
	"hefa/storage/object"
	"hefa/storage/storagetest"
)

func TestMain(m *testing.M) { clustertest.Main(m) }

// empty is a store without a schema.
func empty(t *testing.T) *storage.Store {
	t.Helper()
	objects, err := object.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s, err := storage.Open(t.Context(), storage.Config{DSN: clustertest.DSN(t), Objects: objects})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func bring(t *testing.T, s *storage.Store, n int) intake.Answer {
	t.Helper()
	text := fmt.Sprintf("# 云州市第%d号试验办法\n\n第一条　引号\"、反斜线\\、制表\t、%d。\n", n, n)
	a, err := intake.Bring(context.Background(), s, storage.Operator(""), fmt.Sprintf("%d.md", n), []byte(text), intake.Options{InForce: true})
	if err != nil {
		t.Error(err)
	}
	return a
}

func contents(m backup.Manifest) map[string]string {
	list := map[string]string{}
	for _, t := range m.Tables {
		list[t.Name] = t.Content
	}
	return list
}

func write(t *testing.T, s *storage.Store) (string, backup.Manifest) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "backup")
	m, err := backup.Write(t.Context(), s, dir, "test", map[string]string{"HEFA_TZ": "Asia/Shanghai"})
	if err != nil {
		t.Fatal(err)
	}
	return dir, m
}

// A backup taken while people work is of one moment, and comes back equal.
func TestBackupWhilePeopleWork(t *testing.T) {
	c := reviewtest.New(t)
	o := c.Open("云州市公共自行车管理办法", "云州市公共自行车管理办法\n第一条　甲。\n")
	c.To(o.Matter, procedure.Published)
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 25 {
				bring(t, c.Store, w*100+i)
			}
		})
	}
	time.Sleep(30 * time.Millisecond)
	dir, m := write(t, c.Store)
	wg.Wait()

	there := empty(t)
	restored, err := backup.Restore(t.Context(), there, dir)
	if err != nil {
		t.Fatal(err)
	}
	if restored.Position != m.Position || m.Position == 0 || m.Objects == 0 {
		t.Errorf("taken %+v, restored %+v", m, restored)
	}
	if err := there.Bind(t.Context()); err != nil {
		t.Errorf("the store does not belong to the database: %v", err)
	}
	_, again := write(t, there)
	if diff := cmp.Diff(contents(m), contents(again)); diff != "" {
		t.Errorf("rows differ (-taken +restored):\n%s", diff)
	}
	r, err := backup.Check(t.Context(), there, backup.CheckOptions{Hashes: true})
	if err != nil || !r.Sound() || r.Rows != m.Objects || r.Unreferenced != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	bring(t, there, 9999) // and work goes on
	if n, err := there.Position(t.Context()); err != nil || n != m.Position+1 {
		t.Errorf("the log goes on at %d, %v", n, err)
	}
	if err := there.CheckSchema(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestRestoreRefuses(t *testing.T) {
	s := storagetest.Open(t)
	bring(t, s, 1)
	dir, _ := write(t, s)
	if _, err := backup.Restore(t.Context(), s, dir); !errors.Is(err, backup.ErrNotEmpty) {
		t.Errorf("over what is there: %v", err)
	}
	if _, err := backup.Write(t.Context(), s, dir, "test", nil); !errors.Is(err, backup.ErrNotEmpty) {
		t.Errorf("into a backup: %v", err)
	}
	if _, err := backup.Restore(t.Context(), empty(t), t.TempDir()); !errors.Is(err, backup.ErrNotBackup) {
		t.Errorf("from an empty folder: %v", err)
	}
	object := find(t, filepath.Join(dir, "objects", "sha256"))
	if err := os.WriteFile(object, []byte("别的"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Restore(t.Context(), empty(t), dir); !errors.Is(err, backup.ErrDamaged) {
		t.Errorf("with a damaged object: %v", err)
	}
}

// find is the first file below a folder.
func find(t *testing.T, root string) string {
	t.Helper()
	var found string
	err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			found = path
		}
		return err
	})
	if err != nil || found == "" {
		t.Fatalf("looking into %s: %q, %v", root, found, err)
	}
	return found
}

func TestCheck(t *testing.T) {
	objects := t.TempDir()
	folder, err := object.OpenFolder(objects)
	if err != nil {
		t.Fatal(err)
	}
	s := storagetest.OpenConfig(t, storage.Config{DSN: clustertest.DSN(t), Objects: folder})
	for n := range 3 {
		bring(t, s, n)
	}
	lone := func(text string, age time.Duration) string {
		hash, _, err := folder.Put(t.Context(), strings.NewReader(text), -1)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(objects, "sha256", string(hash[:2]), string(hash))
		then := time.Now().Add(-age)
		if err := os.Chtimes(path, then, then); err != nil {
			t.Fatal(err)
		}
		return path
	}
	old, young := lone("旧", 8*24*time.Hour), lone("新", time.Hour)
	r, err := backup.Check(t.Context(), s, backup.CheckOptions{Hashes: true})
	if err != nil || !r.Sound() || r.Rows != 3 || r.Unreferenced != 2 || r.Removed != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	r, err = backup.Check(t.Context(), s, backup.CheckOptions{Remove: true})
	if err != nil || r.Removed != 1 {
		t.Errorf("removing: %+v, %v", r, err)
	}
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Errorf("the old one is still there: %v", err)
	}
	if _, err := os.Stat(young); err != nil {
		t.Errorf("the young one is gone: %v", err)
	}
	if err := os.Remove(young); err != nil {
		t.Fatal(err)
	}
	lost := find(t, filepath.Join(objects, "sha256"))
	if err := os.Remove(lost); err != nil {
		t.Fatal(err)
	}
	damaged := find(t, filepath.Join(objects, "sha256"))
	data, err := os.ReadFile(damaged)
	if err != nil {
		t.Fatal(err)
	}
	data[0] ^= 1
	if err := os.WriteFile(damaged, data, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err = backup.Check(t.Context(), s, backup.CheckOptions{Hashes: true})
	if err != nil || len(r.Missing) != 1 || len(r.Corrupt) != 1 || r.Sound() {
		t.Errorf("%+v, %v", r, err)
	}
	if r, err = backup.Check(t.Context(), s, backup.CheckOptions{}); err != nil || len(r.Missing) != 1 || len(r.Corrupt) != 0 {
		t.Errorf("without hashes: %+v, %v", r, err)
	}
}
