package main

import (
	"context"
	"errors"

	"hefa/storage/cluster"
)

// ensurePostgres installs PostgreSQL where serve is to run its own, finds none
// and may install it; else the error names the command to run.
func (a *app) ensurePostgres(ctx context.Context) error {
	if !a.embedded() {
		return nil
	}
	_, err := cluster.FindBinaries()
	if !errors.Is(err, cluster.ErrNoPostgres) {
		return err
	}
	return cluster.Install(ctx, a.stderr)
}
