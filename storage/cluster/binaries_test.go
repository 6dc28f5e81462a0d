package cluster

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestFindBinaries(t *testing.T) {
	b, err := FindBinaries()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(b.path("postgres"), "--version").Output()
	if err != nil || b.Major < OldestMajor {
		t.Errorf("%+v: %s %v", b, out, err)
	}
	t.Setenv("HEFA_PG_BIN", b.Dir)
	if again, err := FindBinaries(); err != nil || again != b {
		t.Errorf("with HEFA_PG_BIN: %+v %v, want %+v", again, err, b)
	}
}

// TestNoPostgres has no PostgreSQL, or one that is too old: the error names
// the command to run.
func TestNoPostgres(t *testing.T) {
	old := t.TempDir()
	for name, script := range map[string]string{
		"initdb": "#!/bin/sh\n", "postgres": "#!/bin/sh\necho 'postgres (PostgreSQL) 12.22'\n",
	} {
		if err := os.WriteFile(filepath.Join(old, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{t.TempDir(), old} {
		t.Setenv("HEFA_PG_BIN", dir)
		_, err := Start(t.Context(), t.TempDir(), Options{})
		if !errors.Is(err, ErrNoPostgres) || !strings.HasSuffix(err.Error(), InstallCommand()) {
			t.Errorf("Start: %v, want ErrNoPostgres and the command %q", err, InstallCommand())
		}
	}
}

// TestOtherVersion starts data that another version has made.
func TestOtherVersion(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "PG_VERSION"), []byte("99\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), dir, Options{}); !errors.Is(err, ErrVersion) {
		t.Errorf("Start: %v, want ErrVersion", err)
	}
}

// TestMayNotInstall has no apt-get: Install says what to run.
func TestMayNotInstall(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if err := Install(t.Context(), t.Output()); !errors.Is(err, ErrNoPostgres) {
		t.Errorf("Install: %v, want ErrNoPostgres", err)
	}
}
