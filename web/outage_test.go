package web

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/cluster"
	"hefa/storage/object"
	"hefa/storage/storagetest"
)

// A database or a folder of objects that is gone is told of within ten
// seconds, and work goes on when it is back, without a restart.
func TestOutage(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	start := func() *cluster.Cluster {
		c, err := cluster.Start(ctx, filepath.Join(dir, "pg"), cluster.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if err := os.Mkdir(filepath.Join(dir, "pg"), 0o700); err != nil {
		t.Fatal(err)
	}
	running := start()
	t.Cleanup(func() { _ = running.Stop(ctx) })
	objects, err := object.OpenFolder(filepath.Join(dir, "objects"))
	if err != nil {
		t.Fatal(err)
	}
	store := storagetest.OpenConfig(t, storage.Config{DSN: running.DSN(), Objects: objects})
	s := newSiteOn(t, reviewtest.NewOn(t, store), func(c *Config) { c.Sample = true })
	o := s.Open("云州市测试办法", "第一条　测试。\n")
	b := s.as("drafter")
	file := "/documents/" + string(o.Document) + "/texts/1/file"

	expect := func(what string, status int, paths ...string) {
		t.Helper()
		for _, path := range paths {
			began := time.Now()
			a := b.get(path)
			if took := time.Since(began); a.status != status || took > 10*time.Second {
				t.Errorf("%s: %s answers %d after %s", what, path, a.status, took)
			}
			if status == 503 && path != "/readyz" && (!strings.Contains(a.said(), "暂时连不上") || strings.Contains(a.body, dir)) {
				t.Errorf("%s: %s says %q", what, path, a.said())
			}
		}
	}
	expect("before", 200, "/documents", file, "/readyz", "/healthz")

	if err := os.Rename(filepath.Join(dir, "objects"), filepath.Join(dir, "gone")); err != nil {
		t.Fatal(err)
	}
	expect("without objects", 503, file, "/readyz")
	expect("without objects", 200, "/documents", "/healthz")
	if err := os.Rename(filepath.Join(dir, "gone"), filepath.Join(dir, "objects")); err != nil {
		t.Fatal(err)
	}
	expect("objects back", 200, file, "/readyz")

	lock, err := store.DB.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lock.Exec(`LOCK TABLE session, person IN ACCESS EXCLUSIVE MODE`); err != nil {
		t.Fatal(err)
	}
	expect("with a database that does not answer", 503, "/documents")
	if err := lock.Rollback(); err != nil {
		t.Fatal(err)
	}

	if err := running.Stop(ctx); err != nil {
		t.Fatal(err)
	}
	expect("without a database", 503, "/documents", "/d/"+string(o.Document), file, "/readyz")
	expect("without a database", 200, "/healthz")
	running = start()
	expect("the database back", 200, "/documents", file, "/readyz")
}
