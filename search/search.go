// Package search finds words in every text a person may read. It follows the
// log, keeps an index of its own on disk, and asks PostgreSQL at each query
// what the asker may read.
package search

import (
	"context"
	"errors"

	"hefa/storage"
)

// ErrHeld is an index folder that another process has open.
var ErrHeld = errors.New("another process holds the search index")

// Search is an open index over one store.
type Search struct {
	store *storage.Store
}

// State is how the index stands.
type State struct {
	// Position is the newest event the index has seen, Lag how many it is
	// behind the log.
	Position int64 `json:"position"`
	Lag      int64 `json:"lag"`
	// Documents and Articles are how many it holds.
	Documents int `json:"documents"`
	Articles  int `json:"articles"`
	// Rebuilding says that it is being built anew.
	Rebuilding bool `json:"rebuilding"`
}

// Open opens the index in a folder, making it where there is none or where it
// is damaged. A folder that another process has open is [ErrHeld]. Nothing is
// indexed until [Search.Run].
func Open(ctx context.Context, dir string, store *storage.Store) (*Search, error) {
	return &Search{store: store}, nil
}

// Run follows the log until the context ends.
func (s *Search) Run(ctx context.Context) error {
	<-ctx.Done()
	return nil
}

// Search answers a query with what the viewer may read. A malformed one is a
// [*query.Error] or a [*storage.Invalid].
func (s *Search) Search(ctx context.Context, viewer storage.Viewer, q Query) (*Result, error) {
	if err := q.paged(); err != nil {
		return nil, err
	}
	return nil, errors.New("searching: not yet")
}

// Wait returns when the index has seen the log up to a position, or with the
// context's error when it ends before that.
func (s *Search) Wait(ctx context.Context, position int64) error { return nil }

// State says how the index stands.
func (s *Search) State() State { return State{} }

// Rebuild builds the index anew beside the one in use, which goes on
// answering, and swaps them. It needs [Search.Run] to be running.
func (s *Search) Rebuild(ctx context.Context) error { return nil }

// Close gives the folder back. Run must have ended.
func (s *Search) Close() error { return nil }
