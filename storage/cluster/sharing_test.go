package cluster

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

func dataOf(t *testing.T, dir string) string {
	t.Helper()
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(real, "data")
}

// TestDiesWithItsServer kills a server as hard as can be: its postmaster ends
// too, and the next start has all that was committed.
func TestDiesWithItsServer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := serverIn(t, dir, nil)
	execute(t, s.dsn, "CREATE TABLE kept AS SELECT 1 AS n")
	s.kill()
	gone(t, dataOf(t, dir))
	s = serverIn(t, dir, nil)
	if got := ask(t, s.dsn, "SELECT n::text FROM kept"); got != "1" {
		t.Errorf("kept %q", got)
	}
	// Killed and started again at once, while the old postmaster is still going.
	execute(t, s.dsn, "INSERT INTO kept VALUES (2)")
	s.kill()
	s = serverIn(t, dir, nil)
	if got := ask(t, s.dsn, "SELECT count(*)::text FROM kept"); got != "2" {
		t.Errorf("kept %q rows", got)
	}
	time.Sleep(time.Second) // the killed one's watcher has done by now what it ever does
	if got := ask(t, s.dsn, "SELECT count(*)::text FROM kept"); got != "2" {
		t.Errorf("later kept %q rows", got)
	}
	s.stop()
	gone(t, dataOf(t, dir))
}

// TestEverythingKilled kills server and postmaster together, as a crash of the
// machine does; the pid that is left over may be anybody's afterwards.
func TestEverythingKilled(t *testing.T) {
	dir := t.TempDir()
	data := dataOf(t, dir)
	s := serverIn(t, dir, nil)
	execute(t, s.dsn, "CREATE TABLE kept AS SELECT 1 AS n")
	pm, err := readPidFile(data)
	if err != nil {
		t.Fatal(err)
	}
	s.kill()
	if err := syscall.Kill(pm.pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	gone(t, data)
	// As if its number now were this test's.
	stale := fmt.Sprintf("%d\n%s\n1700000000\n5432\n%s\n\n  1 2\nready   \n", os.Getpid(), data, pm.socket)
	if err := os.WriteFile(filepath.Join(data, "postmaster.pid"), []byte(stale), 0o600); err != nil {
		t.Fatal(err)
	}
	s = serverIn(t, dir, nil)
	if got := ask(t, s.dsn, "SELECT n::text FROM kept"); got != "1" {
		t.Errorf("kept %q", got)
	}
}

// TestAdoption has a second process share the cluster: it lives as long as
// either of them, however the first one ends.
func TestAdoption(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*server){
		"first stops": (*server).stop, "first is killed": (*server).kill,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			first := serverIn(t, dir, nil)
			before, err := readPidFile(dataOf(t, dir))
			if err != nil {
				t.Fatal(err)
			}
			second := serverIn(t, dir, nil)
			if second.dsn != first.dsn {
				t.Errorf("%s, not %s", second.dsn, first.dsn)
			}
			end(first)
			time.Sleep(500 * time.Millisecond)
			if got := ask(t, second.dsn, "SELECT 'there'"); got != "there" {
				t.Error(got)
			}
			after, err := readPidFile(dataOf(t, dir))
			if err != nil || after.pid != before.pid {
				t.Errorf("postmaster %d became %d (%v)", before.pid, after.pid, err)
			}
			second.kill()
			gone(t, dataOf(t, dir))
		})
	}
}

// TestManyStartAtOnce has several processes start the same new cluster.
func TestManyStartAtOnce(t *testing.T) {
	dir := t.TempDir()
	servers := make([]*server, 4)
	var wg sync.WaitGroup
	for i := range servers {
		wg.Go(func() { servers[i] = serverIn(t, dir, nil) })
	}
	wg.Wait()
	for _, s := range servers {
		if s == nil {
			t.Fatal("one did not start")
		}
		ask(t, s.dsn, "SELECT 'there'")
	}
	for _, s := range servers {
		s.stop()
	}
	gone(t, dataOf(t, dir))
}

// TestCtrlC sends what a terminal sends to server and cluster alike: the
// cluster must not go before the server has said good-bye.
func TestCtrlC(t *testing.T) {
	dir := t.TempDir()
	c := started(t, dir, Options{NoSync: true})
	pm, err := readPidFile(c.data())
	if err != nil {
		t.Fatal(err)
	}
	group, err := syscall.Getpgid(pm.pid)
	if err != nil {
		t.Fatal(err)
	}
	if group == syscall.Getpgrp() {
		t.Error("the postmaster is in this process's group, which Ctrl-C reaches")
	}
}

// TestPostmasterGoingAway starts while the old postmaster is still stopping.
func TestPostmasterGoingAway(t *testing.T) {
	dir := t.TempDir()
	c := started(t, dir, Options{})
	execute(t, c.DSN(), "CREATE TABLE kept AS SELECT 1 AS n")
	pm, err := readPidFile(c.data())
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pm.pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	second := started(t, dir, Options{})
	if got := ask(t, second.DSN(), "SELECT n::text FROM kept"); got != "1" {
		t.Errorf("kept %q", got)
	}
}

// TestHungPostmaster has a postmaster that was told to stop and does not: it
// is waited for, then ended.
func TestHungPostmaster(t *testing.T) {
	t.Parallel() // it mostly waits
	dir := t.TempDir()
	c := started(t, dir, Options{NoSync: true})
	pm, err := readPidFile(c.data())
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pm.pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	go func() {
		time.Sleep(11 * time.Second) // after SIGQUIT, which a stopped process keeps
		_ = syscall.Kill(pm.pid, syscall.SIGCONT)
	}()
	stopped(t, c)
	gone(t, c.data())
}
