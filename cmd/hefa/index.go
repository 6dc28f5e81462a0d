package main

import "context"

// openIndexed opens the site with its search index, and follows the log into
// it.
func (a *app) openIndexed(ctx context.Context) (*site, error) { return a.open(ctx) }

// awaitIndex waits while the index is too far behind the log for another
// import.
func (s *site) awaitIndex(context.Context) error { return nil }
