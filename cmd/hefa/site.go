package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"hefa/review/notice"
	"hefa/search"
	"hefa/storage"
	"hefa/storage/cluster"
	"hefa/storage/object"
)

// site is one installation, opened: its data folder, database and objects.
type site struct {
	app     *app
	store   *storage.Store
	cluster *cluster.Cluster // nil on an outside database
	index   *search.Search   // nil where a command has no use for it
	notices *notice.Notices  // nil but in the server
	lock    *flock.Flock     // nil where another process holds the folder
	closers []func() error
}

// errHeld is a data folder that a running server or command holds.
var errHeld = errors.New("another hefa holds the data folder")

// stopLimit is how long the private PostgreSQL may take to stop.
const stopLimit = 30 * time.Second

// lockFolder takes the data folder, making it where there is none; errHeld
// where another process has it.
func (a *app) lockFolder() (*flock.Flock, error) {
	if err := os.MkdirAll(a.Data, 0o700); err != nil {
		return nil, fmt.Errorf("making the data folder: %w", err)
	}
	abs, err := filepath.Abs(a.Data)
	if err != nil {
		return nil, fmt.Errorf("finding the data folder: %w", err)
	}
	a.Data = abs
	lock := flock.New(a.path("hefa.lock"))
	held, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("locking the data folder: %w", err)
	}
	if !held {
		return nil, fmt.Errorf("locking %s: %w", a.Data, errHeld)
	}
	return lock, nil
}

// open takes the data folder's lock and opens database and objects, the
// schema made where the database is hefa's own.
func (a *app) open(ctx context.Context) (*site, error) {
	lock, err := a.lockFolder()
	if err != nil {
		return nil, err
	}
	return a.openLocked(ctx, lock)
}

// beside opens database and objects without the folder's lock, next to the
// server or command that holds it.
func (a *app) beside(ctx context.Context) (*site, error) { return a.openLocked(ctx, nil) }

func (a *app) openLocked(ctx context.Context, lock *flock.Flock) (_ *site, err error) {
	s := &site{app: a, lock: lock}
	if lock != nil {
		s.later(lock.Unlock)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	if err := s.connect(ctx); err != nil {
		return nil, err
	}
	if err := s.schema(ctx); err != nil {
		return nil, err
	}
	return s, s.store.Bind(ctx)
}

// connect starts the cluster where it is hefa's own, and opens the store.
func (s *site) connect(ctx context.Context) error {
	a := s.app
	dsn := a.DatabaseURL
	if a.embedded() {
		c, err := cluster.Start(ctx, a.path("postgres"), cluster.Options{})
		if err != nil {
			return err
		}
		s.cluster = c
		s.later(func() error {
			ctx, cancel := context.WithTimeout(context.Background(), stopLimit)
			defer cancel()
			return c.Stop(ctx)
		})
		dsn = c.DSN()
	}
	objects, err := a.objects(ctx)
	if err != nil {
		return err
	}
	s.store, err = storage.Open(ctx, storage.Config{DSN: dsn, Objects: objects, Zone: a.TZ, ClockOffset: a.Now.offset})
	if err != nil {
		return err
	}
	s.later(s.store.Close)
	return nil
}

// objects opens the object store: S3 where an endpoint is named, else a folder.
func (a *app) objects(ctx context.Context) (object.Store, error) {
	if a.S3Endpoint == "" {
		return object.OpenFolder(a.path("objects"))
	}
	endpoint, secure := a.S3Endpoint, a.S3Secure
	if host, ok := strings.CutPrefix(endpoint, "http://"); ok {
		endpoint, secure = host, false
	} else if host, ok := strings.CutPrefix(endpoint, "https://"); ok {
		endpoint, secure = host, true
	}
	return object.OpenS3(ctx, object.S3Config{
		Endpoint: strings.TrimSuffix(endpoint, "/"), Bucket: a.S3Bucket,
		AccessKey: a.S3AccessKey, SecretKey: a.S3SecretKey, Region: a.S3Region, Secure: secure,
	})
}

// schema makes the schema in hefa's own cluster, and refuses any but this
// program's in another's.
func (s *site) schema(ctx context.Context) error {
	if !s.app.embedded() || s.lock == nil {
		return s.store.CheckSchema(ctx)
	}
	if err := s.forgetHalfSample(ctx); err != nil {
		return err
	}
	return s.store.Migrate(ctx)
}

// later runs fn when the site is closed, before what was opened earlier.
func (s *site) later(fn func() error) { s.closers = append(s.closers, fn) }

// Close gives everything back, last opened first.
func (s *site) Close() error {
	var errs []error
	for i := len(s.closers) - 1; i >= 0; i-- {
		errs = append(errs, s.closers[i]())
	}
	s.closers = nil
	return errors.Join(errs...)
}

// closing closes the site at the end of a command; its error matters only
// where the command had none.
func (s *site) closing(err *error) {
	if closeErr := s.Close(); *err == nil {
		*err = closeErr
	} else if closeErr != nil {
		slog.Error("closing", "error", closeErr)
	}
}
