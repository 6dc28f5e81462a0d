// Package clustertest gives tests a real PostgreSQL: one cluster for each test
// process, started on first use and gone with the process, and a fresh
// database for each call.
package clustertest

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/lib/pq" // the driver

	"hefa/storage/cluster"
)

// startLimit is how long the first use may take.
const startLimit = 2 * time.Minute

var (
	shared = sync.OnceValues(start)
	used   atomic.Bool
	number atomic.Int64
)

// start runs the process's cluster in a temporary folder; where tests never
// call Stop it is stopped and removed when the process ends.
func start() (*cluster.Cluster, error) {
	used.Store(true)
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	dir, err := os.MkdirTemp("", "hefa-pg-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for the cluster: %w", err)
	}
	return cluster.Start(ctx, dir, cluster.Options{NoSync: true, Temporary: true})
}

// DSN returns how lib/pq reaches a new, empty database of the test's own,
// which is dropped when the test ends. Without PostgreSQL the test fails.
func DSN(t testing.TB) string {
	t.Helper()
	dsn, err := create("template0")
	if err != nil {
		t.Fatalf("a database for the test (run make test, or make tools): %v", err)
	}
	t.Cleanup(func() {
		if err := drop(dsn.name); err != nil {
			t.Errorf("dropping the test's database: %v", err)
		}
	})
	return dsn.String()
}

// Main runs a package's tests and then stops the cluster, if there is one,
// before the process ends:
//
//	func TestMain(m *testing.M) { clustertest.Main(m) }
//
// Without it the cluster is stopped just after the process has ended.
func Main(m *testing.M) { os.Exit(Run(m)) }

// Run is [Main] for who ends the process himself; it answers the exit code.
func Run(m *testing.M) int {
	code := m.Run()
	if err := stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

func stop() error {
	if !used.Load() {
		return nil
	}
	c, err := shared()
	if err != nil {
		return nil // told by the test that wanted it
	}
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	return c.Stop(ctx)
}

// database is one database of the shared cluster.
type database struct {
	name string
	dsn  string
}

func (d database) String() string { return d.dsn }

func create(template string) (database, error) {
	c, err := shared()
	if err != nil {
		return database{}, err
	}
	name := fmt.Sprintf("test_%d", number.Add(1))
	if err := exec(c, "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		return database{}, err
	}
	// A keyword given twice counts as given last.
	return database{name, c.DSN() + " dbname=" + name}, nil
}

func drop(name string) error {
	c, err := shared()
	if err != nil {
		return err
	}
	return exec(c, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
}

func exec(c *cluster.Cluster, statement string) error {
	db, err := sql.Open("postgres", c.DSN())
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // the statement commits by itself
	_, err = db.Exec(statement)
	return err
}
