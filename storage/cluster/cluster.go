// Package cluster runs the private PostgreSQL of an embedded hefa: a cluster
// of its own in a folder, reached over a unix socket only, started with the
// server, shared with commands that come while it runs, and gone with the last
// of them, however they end.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// Database is the name of the database, and of its owner, in every cluster.
const Database = "hefa"

// patience is how long a postmaster that is going away is waited for before
// it is told to go at once.
const patience = 10 * time.Second

// Options changes how a cluster runs; the zero value is right for a server.
type Options struct {
	NoSync    bool         // for tests: commits do not reach the disk
	Temporary bool         // for tests: the folder is removed with the cluster
	Log       *slog.Logger // where restarts and odd things are told; nil is slog.Default()

	refuseNamespace bool     // tests: behave as where user namespaces are refused
	locales         []string // tests: the locales tried before the fallback
}

// Cluster is a running PostgreSQL and this process's share in it.
type Cluster struct {
	dir  string // the folder given to Start: locks, and all else but under account.home
	opt  Options
	as   account
	bin  Binaries
	host string // folder of the socket

	start *flock.Flock // held while the cluster is being started or stopped
	users *flock.Flock // shared by every process that uses the cluster
	watch *watcher

	quit     chan struct{}
	loops    sync.WaitGroup
	stopOnce sync.Once
	stopErr  error
}

// Start gives the cluster in dir, making the folder and the cluster where
// there are none, adopting one that runs already, and recovering one whose
// server was killed. It runs until every process that started or adopted it
// has called Stop or ended. A postmaster that dies meanwhile is started anew.
//
// Errors: [ErrNoPostgres] where no PostgreSQL is found, [ErrVersion] where
// none fits the folder.
func Start(ctx context.Context, dir string, opt Options) (*Cluster, error) {
	c, err := begin(ctx, dir, opt)
	if err != nil {
		return nil, fmt.Errorf("starting PostgreSQL in %s: %w", dir, err)
	}
	return c, nil
}

func begin(ctx context.Context, dir string, opt Options) (_ *Cluster, err error) {
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	if dir, err = ownFolder(dir); err != nil {
		return nil, err
	}
	c := &Cluster{
		dir: dir, opt: opt, quit: make(chan struct{}),
		start: flock.New(filepath.Join(dir, "start.lock")),
		users: flock.New(filepath.Join(dir, "users.lock")),
	}
	if err := lockWithin(ctx, c.start); err != nil {
		return nil, err
	}
	defer unlock(c.start)
	if _, err := c.users.TryRLockContext(ctx, 20*time.Millisecond); err != nil {
		return nil, fmt.Errorf("locking %s: %w", c.users.Path(), err)
	}
	defer func() {
		if err != nil {
			unlock(c.users)
		}
	}()
	if c.as, err = chooseAccount(ctx, dir, opt); err != nil {
		return nil, err
	}
	if c.bin, err = binariesFor(c.data()); err != nil {
		return nil, err
	}
	// The watcher comes first: a server killed in the middle of this leaves no
	// postmaster behind either.
	if c.watch, err = startWatcher(c); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			c.watch.fire()
		}
	}()
	if err := c.ensure(ctx); err != nil {
		return nil, err
	}
	if err := c.createDatabase(ctx); err != nil {
		return nil, err
	}
	c.loops.Add(1)
	go c.supervise()
	return c, nil
}

// DSN returns how lib/pq reaches the cluster's database, as keywords.
func (c *Cluster) DSN() string { return c.dsn(Database) }

func (c *Cluster) dsn(database string) string {
	quote := func(s string) string {
		return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
	}
	return fmt.Sprintf("host=%s port=%s user=%s dbname=%s sslmode=disable",
		quote(c.host), socketPort, Database, quote(database))
}

// Stop ends this process's share in the cluster, and the cluster itself unless
// another process uses it. Connections still open are broken; what they had
// not committed is rolled back. Called again it returns what it returned first.
func (c *Cluster) Stop(ctx context.Context) error {
	c.stopOnce.Do(func() {
		if err := c.stop(ctx); err != nil {
			c.stopErr = fmt.Errorf("stopping PostgreSQL in %s: %w", c.dir, err)
		}
	})
	return c.stopErr
}

func (c *Cluster) stop(ctx context.Context) error {
	close(c.quit)
	c.loops.Wait()
	if err := lockWithin(ctx, c.start); err != nil {
		c.watch.fire() // the watcher waits for the lock and stops what is left
		return err
	}
	defer unlock(c.start)
	unlock(c.users)
	alone, err := c.users.TryLock()
	if err != nil {
		return fmt.Errorf("locking %s: %w", c.users.Path(), err)
	}
	if !alone {
		c.watch.dismiss()
		return nil
	}
	defer unlock(c.users)
	if err := c.shutdown(ctx); err != nil {
		c.watch.fire()
		return err
	}
	c.watch.dismiss()
	return c.removeLeftovers()
}

// removeLeftovers removes what a stopped cluster no longer needs: a socket
// folder outside its own, and everything when it was temporary.
func (c *Cluster) removeLeftovers() error {
	var errs []error
	if !strings.HasPrefix(c.host, c.as.home+string(filepath.Separator)) {
		errs = append(errs, os.RemoveAll(c.host))
	}
	if c.opt.Temporary {
		errs = append(errs, os.RemoveAll(c.as.home), os.RemoveAll(c.dir))
	}
	return errors.Join(errs...)
}

func (c *Cluster) data() string { return filepath.Join(c.as.home, "data") }
func (c *Cluster) log() string  { return filepath.Join(c.as.home, "postgres.log") }

// ownFolder makes dir, closed to others, and returns its one true path.
func ownFolder(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(abs, 0o700); err != nil {
		return "", fmt.Errorf("making the folder: %w", err)
	}
	return filepath.EvalSymlinks(abs)
}

// lockWithin takes the lock as soon as it is free, at most until ctx ends.
func lockWithin(ctx context.Context, l *flock.Flock) error {
	if _, err := l.TryLockContext(ctx, 20*time.Millisecond); err != nil {
		return fmt.Errorf("locking %s: %w", l.Path(), err)
	}
	return nil
}

// unlock gives the lock back; closing its file, which is all that can fail,
// gives it back as well.
func unlock(l *flock.Flock) { _ = l.Unlock() }
