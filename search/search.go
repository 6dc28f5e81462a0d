// Package search finds words in every text a person may read. It follows the
// log, keeps an index of its own on disk, and asks PostgreSQL at each query
// what the asker may read.
//
// The index is derived: deleting its folder loses nothing. It remembers the
// log's position in the same batch as the entries, so that after a crash it
// goes on where it stopped, and it is made anew by itself where its files are
// damaged or another program version reads texts otherwise. While that goes on
// it answers with what it has and says that something may be missing.
package search

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"hefa/search/engine"
	"hefa/storage"
)

// ErrHeld is an index folder that another process has open.
var ErrHeld = errors.New("another process holds the search index")

// Search is an open index over one store.
type Search struct {
	store  *storage.Store
	folder *folder

	// writing is held by whoever writes to the index in use or puts another
	// in its place.
	writing sync.Mutex
	// using guards which index is in use; those who search hold it for
	// reading, so that it is not closed under them.
	using sync.RWMutex
	index *writer
	name  string
	// settled is the index named current in the folder.
	settled string

	seen   seen
	bodies bodyNames
	titles titlePairs
	// logEnd is the log's newest event when last looked at.
	logEnd   atomic.Int64
	rebuilds atomic.Int32
	// server names this server's index in the database for good; asked are the
	// comparisons asked for, and whether to repair first.
	server    storage.ID
	asked     chan bool
	comparing sync.Mutex
	// building is held by the one rebuild under way.
	building sync.Mutex
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
	// Rebuilding says that it is being built anew; Complete that what it
	// answers meanwhile is complete.
	Rebuilding bool `json:"rebuilding"`
	Complete   bool `json:"complete"`
}

// Open opens the index in a folder, making it where there is none, where it is
// damaged, or where it was made from another database. A folder that another
// process has open is [ErrHeld]. Nothing is indexed until [Search.Run].
func Open(ctx context.Context, dir string, store *storage.Store) (*Search, error) {
	f, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	s := &Search{store: store, folder: f, asked: make(chan bool, 1)}
	if err := errors.Join(s.introduce(ctx), s.open(ctx)); err != nil {
		return nil, errors.Join(err, f.close())
	}
	return s, nil
}

func (s *Search) open(ctx context.Context) error {
	name, err := s.folder.choose()
	if err != nil {
		return err
	}
	if !s.folder.has(name) {
		// What cannot be fetched is built.
		if fetched, err := s.fetch(ctx, name); err != nil {
			slog.WarnContext(ctx, "fetching a copy of the search index", "error", err)
		} else if fetched {
			slog.InfoContext(ctx, "begins with a copy of the search index", "name", name)
		}
	}
	w, err := s.openIndex(ctx, name)
	if errors.Is(err, engine.ErrDamaged) || errors.Is(err, errForeign) {
		slog.WarnContext(ctx, "building the search index anew", "reason", err)
		s.folder.remove(name)
		if name, err = s.folder.next(); err == nil {
			w, err = s.openIndex(ctx, name)
		}
	}
	if err != nil {
		return err
	}
	s.index, s.name = w, name
	if err := s.tell(w); err != nil {
		return errors.Join(err, w.engine.Close())
	}
	// What a rebuild that did not end has left.
	current, err := s.folder.current()
	if err != nil {
		return errors.Join(err, w.engine.Close())
	}
	return s.folder.sweep(func(other string) bool { return other != name && other != current })
}

// errForeign is an index that was made from another database, or from a later
// state of one that was put back.
var errForeign = errors.New("the index is of another database")

// errLost is a complete index whose newest state cannot be read any more.
var errLost = fmt.Errorf("the index has lost its state: %w", engine.ErrDamaged)

func (s *Search) openIndex(ctx context.Context, name string) (*writer, error) {
	e, err := engine.Open(s.folder.join(name))
	if err != nil {
		return nil, err
	}
	w := &writer{Search: s, engine: e}
	if err := w.check(ctx, name); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return w, nil
}

// check answers why an index that could be opened must not be used.
func (w *writer) check(ctx context.Context, name string) error {
	belongs, err := w.belongs(ctx)
	if err != nil {
		return err
	}
	if !belongs {
		return errForeign
	}
	current, err := w.folder.current()
	if err != nil {
		return err
	}
	p, err := w.progress()
	if err == nil && current == name && !p.complete() {
		return errLost
	}
	return err
}

// tell lets those who wait know how far an index has come.
func (s *Search) tell(w *writer) error {
	p, err := w.progress()
	if err != nil {
		return err
	}
	if p.complete() {
		s.seen.reach(p.position)
	}
	return nil
}

// State says how the index stands.
func (s *Search) State() State {
	s.using.RLock()
	defer s.using.RUnlock()
	st := State{Rebuilding: s.rebuilds.Load() > 0}
	if s.index == nil {
		return st
	}
	st.Documents, st.Articles = s.index.engine.Documents(), s.index.engine.Articles()
	if p, err := s.index.progress(); err == nil {
		st.Complete = p.complete()
		st.Rebuilding = st.Rebuilding || !st.Complete
	}
	st.Position = s.seen.position()
	st.Lag = max(0, s.logEnd.Load()-st.Position)
	return st
}

// Wait returns when the index has seen the log up to a position, or with the
// context's error when it ends before that.
func (s *Search) Wait(ctx context.Context, position int64) error {
	if err := s.seen.wait(ctx, position); err != nil {
		return fmt.Errorf("waiting for the index to reach event %d: %w", position, err)
	}
	return nil
}

// Close writes what is not yet on disk and gives the folder back. Run and
// Rebuild must have ended.
func (s *Search) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.using.Lock()
	defer s.using.Unlock()
	if s.index == nil {
		return nil
	}
	err := s.index.engine.Close()
	if errors.Is(err, engine.ErrDamaged) {
		slog.Warn("the search index will be built anew", "reason", err)
		s.folder.remove(s.name)
		err = nil
	}
	s.index = nil
	return errors.Join(err, s.folder.close())
}
