package cluster

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// nobody is an ordinary user's credential: nobody's where the test is root,
// nil, this process's own, where it is not.
func nobody(t *testing.T) *syscall.Credential {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	u, err := ordinaryUser("nobody")
	if err != nil {
		t.Fatal(err)
	}
	cred, err := credentialOf(u)
	if err != nil {
		t.Fatal(err)
	}
	return cred
}

// openFolder is a temporary folder that the user as can reach and owns.
func openFolder(t *testing.T, as *syscall.Credential) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "cluster-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if as != nil {
		if err := os.Chown(dir, int(as.Uid), int(as.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestOrdinaryUser runs as somebody who is not root.
func TestOrdinaryUser(t *testing.T) {
	as := nobody(t)
	dir := openFolder(t, as)
	s := serverIn(t, filepath.Join(dir, "pg"), as, "HOME="+dir, "TMPDIR="+dir)
	execute(t, s.dsn, "CREATE TABLE kept AS SELECT 1 AS n")
	owner, ok := ownerOf(filepath.Join(dir, "pg", "data"))
	if want := os.Geteuid(); as == nil && (!ok || owner.Uid != uint32(want)) || as != nil && owner.Uid != as.Uid {
		t.Errorf("the data is %v's", owner)
	}
	s.kill()
	gone(t, dataOf(t, filepath.Join(dir, "pg")))
	if as == nil {
		return
	}
	// Root comes later into the same folder, and the user after that.
	c := started(t, filepath.Join(dir, "pg"), Options{})
	if got := ask(t, c.DSN(), "SELECT n::text FROM kept"); got != "1" {
		t.Errorf("root found %q", got)
	}
	stopped(t, c)
	s = serverIn(t, filepath.Join(dir, "pg"), as, "HOME="+dir, "TMPDIR="+dir)
	if got := ask(t, s.dsn, "SELECT n::text FROM kept"); got != "1" {
		t.Errorf("the user found %q", got)
	}
}

// TestRootOnlyFolder runs in a folder that only root may enter.
func TestRootOnlyFolder(t *testing.T) {
	outer := t.TempDir()
	if err := os.Chmod(outer, 0o700); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(outer, "data", "pg")
	c := started(t, dir, Options{})
	execute(t, c.DSN(), "CREATE TABLE kept AS SELECT 1 AS n")
	if owner, ok := ownerOf(c.data()); !ok || int(owner.Uid) != os.Geteuid() {
		t.Errorf("the data is %v's", owner)
	}
	stopped(t, c)
	c = started(t, dir, Options{})
	ask(t, c.DSN(), "SELECT n::text FROM kept")
}

// TestNamespacesRefused runs as root where no user namespace can be made: the
// cluster lives under /var/lib/hefa, as postgres.
func TestNamespacesRefused(t *testing.T) {
	if os.Geteuid() != 0 {
		return // only root has need of this
	}
	dir := filepath.Join(t.TempDir(), "pg")
	s := serverIn(t, dir, nil, "CLUSTER_TEST_REFUSE=1")
	id, err := os.ReadFile(filepath.Join(dir, "id"))
	if err != nil {
		t.Fatal(err)
	}
	home := filepath.Join(varLib, string(id))
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	execute(t, s.dsn, "CREATE TABLE kept AS SELECT 1 AS n")
	owner, ok := ownerOf(filepath.Join(home, "data"))
	if want, err := ordinaryUser("postgres", "nobody"); err != nil || !ok || owner.Uid == 0 {
		t.Errorf("the data is %v's, want %v's", owner, want)
	}
	info, err := os.Stat(home)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%s: %v %v", home, info, err)
	}
	s.kill()
	gone(t, filepath.Join(home, "data"))
	// Where namespaces are allowed again, the data stays where it is.
	c := started(t, dir, Options{})
	if !strings.Contains(c.DSN(), home) || ask(t, c.DSN(), "SELECT n::text FROM kept") != "1" {
		t.Errorf("moved to %s", c.DSN())
	}
	stopped(t, c)

	temporary := filepath.Join(t.TempDir(), "pg")
	c = started(t, temporary, Options{NoSync: true, Temporary: true, refuseNamespace: true})
	stopped(t, c)
	for _, left := range []string{temporary, c.as.home} {
		if _, err := os.Stat(left); err == nil {
			t.Errorf("%s is left", left)
		}
	}
}

// TestFolderRootIsOnlyLetInto runs as root inside somebody else's closed
// folder: root may enter by its power alone, which PostgreSQL does not have.
func TestFolderRootIsOnlyLetInto(t *testing.T) {
	if os.Geteuid() != 0 {
		return // only root has need of this
	}
	dir := filepath.Join(openFolder(t, nobody(t)), "data", "pg")
	c := started(t, dir, Options{NoSync: true, Temporary: true})
	ask(t, c.DSN(), "SELECT 'there'")
	if !strings.HasPrefix(c.as.home, varLib) {
		t.Errorf("it lives in %s", c.as.home)
	}
}

// TestFirstStartIsFast holds the start to what make run promises: under 20 s
// the first time and 3 s later, of which the cluster gets a part.
func TestFirstStartIsFast(t *testing.T) {
	dir := t.TempDir()
	for _, limit := range []time.Duration{15 * time.Second, 2 * time.Second} {
		begun := time.Now()
		c := started(t, dir, Options{})
		if took := time.Since(begun); took > limit {
			t.Errorf("started in %v, want %v", took, limit)
		}
		stopped(t, c)
	}
}
