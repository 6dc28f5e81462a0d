package cluster

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/lib/pq"
)

// errGone says that the postmaster ended before it answered.
var errGone = errors.New("the postmaster ended")

// answers waits until the postmaster takes connections, as long as it runs.
// Recovery after a crash may take its time; ctx sets the limit.
func (c *Cluster) answers(ctx context.Context, runs func() bool) error {
	db, err := c.open("postgres")
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // nothing was written
	for {
		err := db.PingContext(ctx)
		if err == nil {
			return nil
		}
		if !runs() {
			return errGone
		}
		var refused *pq.Error
		if errors.As(err, &refused) && refused.Code != "57P03" { // 57P03: starting up or shutting down
			return fmt.Errorf("asking PostgreSQL for its state: %w", err)
		}
		if perr := pause(ctx, 5*time.Millisecond); perr != nil {
			return fmt.Errorf("waiting for PostgreSQL: %w: %w", perr, err)
		}
	}
}

// createDatabase makes the cluster's database where it is not there yet.
func (c *Cluster) createDatabase(ctx context.Context) error {
	db, err := c.open(Database)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // nothing was written
	err = db.PingContext(ctx)
	var refused *pq.Error
	if err == nil || !errors.As(err, &refused) || refused.Code != "3D000" { // 3D000: no such database
		return err
	}
	admin, err := c.open("postgres")
	if err != nil {
		return err
	}
	defer func() { _ = admin.Close() }() // the statement below commits by itself
	if _, err := admin.ExecContext(ctx, "CREATE DATABASE "+pq.QuoteIdentifier(Database)+" TEMPLATE template0"); err != nil {
		return fmt.Errorf("making the database: %w", err)
	}
	return nil
}

func (c *Cluster) open(database string) (*sql.DB, error) {
	db, err := sql.Open("postgres", c.dsn(database))
	if err != nil {
		return nil, fmt.Errorf("opening database %s: %w", database, err)
	}
	db.SetMaxOpenConns(1)
	return db, nil
}
