package cluster

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// started starts a cluster that is stopped when the test ends.
func started(t *testing.T, dir string, opt Options) *Cluster {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	begun := time.Now()
	c, err := Start(ctx, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("started in %v", time.Since(begun).Round(time.Millisecond))
	t.Cleanup(func() { stopped(t, c) })
	return c
}

func stopped(t *testing.T, c *Cluster) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	begun := time.Now()
	if err := c.Stop(ctx); err != nil {
		t.Error(err)
	}
	t.Logf("stopped in %v", time.Since(begun).Round(time.Millisecond))
}

func connect(t *testing.T, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func execute(t *testing.T, dsn, statement string) {
	t.Helper()
	if _, err := connect(t, dsn).Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func ask(t *testing.T, dsn, query string) string {
	t.Helper()
	var answer string
	if err := connect(t, dsn).QueryRow(query).Scan(&answer); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return answer
}

// gone waits until no process works in the cluster's data any more.
func gone(t *testing.T, data string) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); anyWorksIn(data); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("processes still work in %s", data)
		}
	}
}

func TestSettings(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "pg")
	c := started(t, dir, Options{})
	for _, tt := range []struct{ query, want string }{
		{"SHOW server_encoding", "UTF8"},
		{"SELECT datcollate || ' ' || datctype FROM pg_database WHERE datname = 'hefa'", "C.UTF-8 C.UTF-8"},
		{"SHOW data_checksums", "on"},
		{"SHOW listen_addresses", ""},
		{"SHOW unix_socket_permissions", "0700"},
		{"SHOW fsync", "on"},
		{"SHOW synchronous_commit", "on"},
		{"SHOW shared_buffers", "128MB"},
		{"SHOW timezone", "UTC"},
		{"SELECT current_database() || ' ' || current_user", "hefa hefa"},
		{"SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user", "true"},
		{"SELECT upper('é') || lower('Ｈ')", "Éｈ"},
	} {
		if got := ask(t, c.DSN(), tt.query); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.query, got, tt.want)
		}
	}
	for _, folder := range []string{dir, c.data(), c.host} {
		info, err := os.Stat(folder)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o700 {
			t.Errorf("%s is %v, want 0700", folder, info.Mode().Perm())
		}
	}
	// C.UTF-8 is there for this: trigrams of Chinese.
	execute(t, c.DSN(), "CREATE EXTENSION pg_trgm")
	if got := ask(t, c.DSN(), "SELECT array_length(show_trgm('行政处罚法'), 1)::text"); got == "" || got == "0" {
		t.Errorf("trigrams of Chinese: %q", got)
	}
}

func TestSecondStartReusesData(t *testing.T) {
	dir := t.TempDir()
	c := started(t, dir, Options{})
	execute(t, c.DSN(), "CREATE TABLE kept AS SELECT '云州市'::text AS name")
	stopped(t, c)
	if err := c.Stop(context.Background()); err != nil {
		t.Errorf("stopping twice: %v", err)
	}
	gone(t, c.data())
	c = started(t, dir, Options{})
	if got := ask(t, c.DSN(), "SELECT name FROM kept"); got != "云州市" {
		t.Errorf("kept %q", got)
	}
}

func TestUnfinishedClusterIsMadeAnew(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "data.new", "base"), 0o700); err != nil {
		t.Fatal(err)
	}
	c := started(t, dir, Options{NoSync: true})
	ask(t, c.DSN(), "SELECT 'there'")
}

func TestHardFolderNames(t *testing.T) {
	for _, name := range []string{`合法 data, "quoted" it's\`, strings.Repeat("很长的路径/", 12)} {
		t.Run(name[:9], func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), name)
			c := started(t, dir, Options{NoSync: true})
			ask(t, c.DSN(), "SELECT 'there'")
			info, err := os.Stat(c.host)
			if err != nil || info.Mode().Perm() != 0o700 {
				t.Errorf("the socket's folder %s: %v %v", c.host, info, err)
			}
			stopped(t, c)
			if !strings.HasPrefix(c.host, dir) {
				if _, err := os.Stat(c.host); !errors.Is(err, os.ErrNotExist) {
					t.Errorf("%s is left: %v", c.host, err)
				}
			}
		})
	}
}

func TestLocaleFallback(t *testing.T) {
	c := started(t, t.TempDir(), Options{NoSync: true, locales: []string{"xx_XX.UTF-8", "C.UTF-8"}})
	if got := ask(t, c.DSN(), "SELECT datctype FROM pg_database WHERE datname = 'hefa'"); got != "C.UTF-8" {
		t.Errorf("lc_ctype %q", got)
	}
}

func TestTemporaryLeavesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "pg")
	c := started(t, dir, Options{NoSync: true, Temporary: true})
	stopped(t, c)
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is left: %v", dir, err)
	}
}

func TestStoppedByContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := t.TempDir()
	if _, err := Start(ctx, dir, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Start: %v, want canceled", err)
	}
	gone(t, filepath.Join(dir, "data"))
}

func TestPostmasterIsStartedAnew(t *testing.T) {
	c := started(t, t.TempDir(), Options{})
	execute(t, c.DSN(), "CREATE TABLE kept AS SELECT 1 AS n")
	pm, err := readPidFile(c.data())
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pm.pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	db := connect(t, c.DSN())
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		var n int
		if err = db.QueryRow("SELECT n FROM kept").Scan(&n); err == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("10 s after its postmaster was killed: %v", err)
		}
	}
}
